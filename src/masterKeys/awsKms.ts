import { ConfigError } from '../config.ts';
import { type KeyWrapperType, PURPOSE } from './keyWrapper.ts';

const ARN = /^arn:aws[\w-]*:kms:([\w-]+):\d{12}:(?:key|alias)\/[\w/-]+$/;
const CONTEXT = { purpose: PURPOSE };
/** Milliseconds, of each of three attempts. */
const PATIENCE = { connectionTimeout: 3_000, requestTimeout: 5_000 };

/** AWS KMS. Credentials are found as AWS's tools find them: environment, profile, role of the machine or container. */
export const awsKms: KeyWrapperType = {
  scheme: 'aws-kms',
  async open(keyName) {
    const region = ARN.exec(keyName)?.[1];
    if (region === undefined) {
      throw new ConfigError(`aws-kms: the key must be an ARN (arn:aws:kms:REGION:ACCOUNT:key/ID), not ${keyName}`);
    }
    const { DecryptCommand, EncryptCommand, KMSClient } = await library();
    const client = new KMSClient({ region, maxAttempts: 3, requestHandler: PATIENCE });
    const key = { KeyId: keyName, EncryptionContext: CONTEXT };
    return {
      async wrap(dataKey) {
        const { CiphertextBlob } = await client.send(new EncryptCommand({ ...key, Plaintext: dataKey }));
        return CiphertextBlob as Uint8Array;
      },
      async unwrap(wrapped) {
        // With the key named, a text that another key of the account has encrypted is refused.
        const { Plaintext } = await client.send(new DecryptCommand({ ...key, CiphertextBlob: wrapped }));
        return Plaintext as Uint8Array;
      },
      close: () => client.destroy(),
    };
  },
};

const library = () =>
  import('@aws-sdk/client-kms').catch((cause) => {
    throw new ConfigError(
      'aws-kms needs the package @aws-sdk/client-kms beside cofactor: npm install @aws-sdk/client-kms',
      {
        cause,
      },
    );
  });
