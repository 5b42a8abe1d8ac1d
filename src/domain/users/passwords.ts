/** Hashes and checks passwords and recovery answers; slow on purpose. */
export interface Passwords {
  hash(password: string): Promise<string>;
  matches(hash: string, password: string): Promise<boolean>;
}
