/**
 * Changes nothing that SQL can: sealed values are bound to their whole rows from here on, as they are written. Versions
 * before this one cannot read them, and by this they know that they must not start.
 */
export async function up(): Promise<void> {}
