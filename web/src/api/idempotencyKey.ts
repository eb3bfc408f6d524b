/** A key that makes one task of a request that is sent twice. It sorts by time, and is nobody else's. `crypto.randomUUID` exists on https and localhost only. */
export function newKey(): string {
  const random = Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36));
  return `${Date.now().toString(36)}-${random.join('-')}`;
}
