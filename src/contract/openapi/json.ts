/** A part of the document: JSON as it is written. */
export type Json = { readonly [member: string]: unknown };

export const reference = (section: string, name: string): Json => ({ $ref: `#/components/${section}/${name}` });

/** Marks what Okta does not have, for those who must get along with both. */
export const ours = (extension: boolean | undefined): Json => (extension ? { 'x-cofactor-extension': true } : {});
