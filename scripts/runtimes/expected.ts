/** The output of `scenario` wherever the client runs as it should. */
export const EXPECTED: readonly string[] = [
  'sent',
  'wrong',
  'activated',
  'sent',
  'cofactor',
  'approved',
  'a page of 1, and more',
  '404 E0000007',
  'no answer',
  'the user left',
  'removed',
];
