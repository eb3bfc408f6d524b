import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { errorOf, isTransient, NetworkError, referenceOf, tooManyRequests, wordsFor } from './errors';

const what = 'The task was not saved';

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
}

function refusal(code: string, message: string, details: Record<string, string[]> = {}) {
  return { error: { code, message, details, correlation_id: 'abc' } };
}

describe('an error', () => {
  it.each([
    [
      'a field that is refused',
      answer(400, refusal('VALIDATION_ERROR', 'Invalid', { title: ['Too long'] })),
      'Too long',
    ],
    ['a refusal without fields', answer(409, refusal('VIEW_LIMIT_REACHED', 'No more views')), 'No more views'],
    ['a faster change', answer(412, refusal('PRECONDITION_FAILED', 'x')), 'somebody else changed the task meanwhile.'],
    ['a fault of the server', answer(500, refusal('INTERNAL', 'NullReferenceException')), 'the server has a problem.'],
    ['the page of a proxy', answer(502, '<html>Bad gateway</html>'), 'the server has a problem.'],
    ['a proxy that refuses', answer(403, '<html>No</html>'), 'the server has a problem.'],
    ['JSON of something else', answer(404, { message: 'raw' }), 'the server has a problem.'],
  ])('by %s is told in a sentence', async (_, response, words) =>
    expect(wordsFor(await errorOf(response), what)).toBe(`${what}: ${words}`),
  );

  it('without an answer says so', () =>
    expect(wordsFor(new NetworkError('cut'), what)).toBe(`${what}: the server does not answer.`));

  it('of the program itself is not shown', () => expect(wordsFor(new TypeError('x is not y'), what)).toBe(`${what}.`));

  it('carries the reference of its body, else that of its header', async () => {
    const header = { 'X-Correlation-ID': 'from-header' };
    expect(referenceOf(await errorOf(answer(500, refusal('INTERNAL', 'x'), header)))).toBe('abc');
    expect(referenceOf(await errorOf(answer(502, '<html>', header)))).toBe('from-header');
    expect(referenceOf(new NetworkError('cut'))).toBeNull();
  });

  it('may pass by itself only without an answer or with a fault of the server', async () => {
    expect(isTransient(new NetworkError('cut'))).toBe(true);
    expect(isTransient(await errorOf(answer(503, '')))).toBe(true);
    expect(isTransient(await errorOf(answer(429, '')))).toBe(false);
    expect(isTransient(await errorOf(answer(404, '')))).toBe(false);
  });
});

describe('too many requests', () => {
  beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => vi.useRealTimers());

  it.each([
    ['30', 30],
    ['0', 1],
    ['-5', 1],
    ['soon', 1],
    [null, 1],
  ])('with Retry-After %s wait %i seconds', async (header, seconds) => {
    const error = await errorOf(
      answer(429, refusal('RATE_LIMITED', 'x'), header === null ? {} : { 'Retry-After': header }),
    );
    expect(error.retryAt).toBe(1_000_000 + seconds * 1000);
    expect(wordsFor(error, what)).toBe(tooManyRequests);
  });
});
