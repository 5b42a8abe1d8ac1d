/** The certificate and private key by which an outside service knows an organization, both in PEM. */
export interface ClientCredentials {
  readonly certificate: string;
  readonly key: string;
}

/** Reads the certificates that an administrator sends for connections to an outside service. */
export interface CertificateReader {
  /** Reads a certificate and its key: when it expires, or why they are of no use. */
  readCredentials(credentials: ClientCredentials): { readonly expires: string } | { readonly problem: string };
  /** Why this is not the certificate of an authority. */
  authorityProblem(pem: string): string | undefined;
}
