using System.Net;
using System.Runtime.ExceptionServices;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Peers;

namespace Tracker.Platform.Http.Authentication;

/// <summary>
/// Identifies the caller by asking a peer about the token of every request. The token is invalid when the peer rejects it or breaks the
/// connection. When the peer is away or its answer is not readable, the request fails with 503.
/// </summary>
/// <param name="peer">Disposed with this.</param>
/// <param name="path">The endpoint of the peer, which is called with the token.</param>
/// <param name="read">Reads the caller from the peer's answer; null when the answer has no caller.</param>
public sealed partial class PeerCallers<T>(
    PeerClient peer, HttpMethod method, string path, JsonTypeInfo<T> form, Func<T, Caller?> read, ILogger<PeerCallers<T>> logger)
    : ICallerSource, IDisposable
    where T : class
{
    private const int MaxTokenLength = 4096;

    /// <summary>
    /// Whether 429 and 5xx mean that the peer is away, so that the answer is 503; by default the token is invalid (document 003 §7.1).
    /// </summary>
    public bool ServerErrorsMeanAway { get; init; }

    /// <exception cref="TimeoutException">The peer does not answer in time. The error boundary answers 503.</exception>
    /// <exception cref="HttpRequestException">No connection, or an unreadable answer. The error boundary answers 503.</exception>
    public async ValueTask<Caller?> IdentifyAsync(string token, CancellationToken ct)
    {
        if (token.Length is 0 or > MaxTokenLength || token.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            // No signed token has such characters, and in a header they could change the request.
            return null;
        }

        if ((await peer.AskAsync(new PeerRequest(method, path, token), form, ct)).Succeeded(out var answer, out var problem))
        {
            return read(answer);
        }

        switch (problem.Failure)
        {
            case PeerFailure.Refused when ServerErrorsMeanAway
                && problem.Status is null or >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests:
                throw new HttpRequestException(problem.Reason, problem.Cause);
            case PeerFailure.Refused or PeerFailure.NotFound:
                if (problem.Status is null or >= HttpStatusCode.InternalServerError)
                {
                    Log.TokenRefused(logger, problem.Reason);
                }

                return null;
            case PeerFailure.Unreadable:
                throw new HttpRequestException(problem.Reason, problem.Cause);
            default:
                ExceptionDispatchInfo.Throw(problem.Cause!);
                return null;
        }
    }

    public void Dispose() => peer.Dispose();

    private static partial class Log
    {
        [LoggerMessage(5151, LogLevel.Warning, "{Outcome}: the token of the request is treated as invalid")]
        public static partial void TokenRefused(ILogger logger, string outcome);
    }
}
