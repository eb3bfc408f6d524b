import type { components } from './schema';

type ErrorBody = components['schemas']['Error']['error'];

/** An answer of the API that is no success. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Field → messages; empty unless fields were refused. */
    readonly details: Readonly<Record<string, readonly string[]>>,
    readonly reference: string | null,
    /** The time from which the server takes requests again, in milliseconds since 1970; only with 429. */
    readonly retryAt: number | null = null,
  ) {
    super(message);
  }
}

/** No answer: the network broke, or the server was silent for 30 s. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

export const tooManyRequests = 'You’re making too many requests. Please wait a bit and try again.';

/** Reads the error of a response; a body that is not the API's (a proxy's page, say) gives only the status. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body = await bodyOf(response);
  return new ApiError(
    response.status,
    body?.code ?? `HTTP_${response.status}`,
    body?.message ?? '',
    body?.details ?? {},
    body?.correlation_id ?? response.headers.get('X-Correlation-ID'),
    response.status === 429 ? Date.now() + secondsOf(response.headers.get('Retry-After')) * 1000 : null,
  );
}

async function bodyOf(response: Response): Promise<ErrorBody | null> {
  try {
    const body: unknown = await response.clone().json();
    const error = (body as { error?: ErrorBody } | null)?.error;
    return typeof error?.code === 'string' ? error : null;
  } catch {
    return null;
  }
}

function secondsOf(header: string | null): number {
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 1;
}

/** What to say about a failure in one sentence, e.g. in a toast. `what` is what failed: "The task was not saved". */
export function wordsFor(error: unknown, what: string): string {
  if (error instanceof NetworkError) return `${what}: the server does not answer.`;
  if (!(error instanceof ApiError)) return `${what}.`;
  if (error.status === 429) return tooManyRequests;
  if (error.status === 412) return `${what}: somebody else changed the task meanwhile.`;
  if (error.status >= 500 || error.message === '') return `${what}: the server has a problem.`;
  const first = Object.values(error.details)[0]?.[0];
  return `${what}: ${first ?? error.message}`;
}

/** The correlation id that an administrator finds in the server's log. */
export function referenceOf(error: unknown): string | null {
  return error instanceof ApiError ? error.reference : null;
}

/** Whether trying a read again may help. */
export function isTransient(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiError && error.status >= 500);
}

/** Whether a request was stopped by its user. */
export function isCancelled(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
