/** Does work on IndexedDB that may be left undone: a browser that refuses storage throws, some before there is a promise. */
export async function quietly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch {
    // Nothing is kept.
  }
}
