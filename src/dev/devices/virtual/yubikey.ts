/** The secrets programmed into a YubiKey's slot, as Yubico's tools write it and the organization's pool takes it. */
export interface YubikeySeed {
  readonly serialNumber: string;
  /** 12 modhex characters. */
  readonly publicId: string;
  /** 12 hexadecimal characters. */
  readonly privateId: string;
  /** 32 hexadecimal characters. */
  readonly aesKey: string;
}

/** A YubiKey made of software, written from Yubico's description of the passcode and not from our reader of it. */
export interface VirtualYubikey {
  readonly seed: YubikeySeed;
  /** Takes power away and gives it back: the usage counter goes up, the session's starts over. */
  plug(): void;
  /** Types the next passcode. */
  press(): string;
}
