import createClient from 'openapi-fetch';
import { errorOf, NetworkError } from './errors';
import { pause } from './pause';
import { refresh } from './refresh';
import type { paths } from './schema';
import { session } from './session';

const silence = 30_000;

/** The API with its generated types; answers are unwrapped by `ok`. */
export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: send });

/** Sends a request with the access token; a 401 refreshes the tokens and sends the request once more. */
export async function send(request: Request): Promise<Response> {
  pause.check();
  const again = request.clone();
  const token = session.tokens?.access_token;
  let response = await sendOnce(request, token);
  // A 401 of these says something about the credentials in the body, not about the session.
  const isLogin = /\/auth\/(login|register|refresh|logout)$/.test(new URL(request.url).pathname);
  if (response.status === 401 && token && !isLogin && (await refresh(token))) {
    response = await sendOnce(again, session.tokens?.access_token);
  }
  if (response.status === 429) pause.begin((await errorOf(response)).retryAt ?? 0);
  return response;
}

async function sendOnce(request: Request, token: string | undefined): Promise<Response> {
  if (token) request.headers.set('Authorization', `Bearer ${token}`);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), silence);
  try {
    return await fetch(request, { signal: AbortSignal.any([request.signal, late.signal]) });
  } catch (cause) {
    // React Query drops the answer to a question that nobody asks any more, and so has to see the abort itself.
    if (request.signal.aborted) throw cause;
    throw new NetworkError('The server does not answer.', { cause });
  } finally {
    // Only silence is limited: a large file or a stream may take longer.
    clearTimeout(timer);
  }
}

/** The body of a success; throws an ApiError otherwise. */
export async function ok<T>(answer: Promise<{ data?: T; response: Response; error?: unknown }>): Promise<T> {
  return (await answered(answer)).data;
}

/** The body and the headers of a success; throws an ApiError otherwise. */
export async function answered<T>(
  answer: Promise<{ data?: T; response: Response; error?: unknown }>,
): Promise<{ data: T; headers: Headers }> {
  const { data, response, error } = await answer;
  if (!response.ok) throw await errorOf(rebuilt(response, error));
  return { data: data as T, headers: response.headers };
}

// openapi-fetch has read the body of an error already.
function rebuilt(response: Response, error: unknown): Response {
  const body = typeof error === 'string' ? error : JSON.stringify(error ?? null);
  return new Response(body, { status: response.status, headers: response.headers });
}
