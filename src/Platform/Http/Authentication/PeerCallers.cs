using System.Net;
using System.Runtime.ExceptionServices;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Peers;

namespace Tracker.Platform.Http.Authentication;

/// <summary>
/// Finds the caller by asking a peer about the token of every request. A peer that refuses the token, or breaks the connection, makes it
/// invalid. A peer that is away, or gives no readable answer, says nothing about the token.
/// </summary>
/// <param name="peer">The peer; disposed with this.</param>
/// <param name="method">The method of its endpoint.</param>
/// <param name="path">The path of its endpoint, which is called with the token.</param>
/// <param name="form">The form of its answer.</param>
/// <param name="read">Reads the caller from the answer; null when it names nobody.</param>
/// <param name="logger">The log.</param>
public sealed partial class PeerCallers<T>(
    PeerClient peer, HttpMethod method, string path, JsonTypeInfo<T> form, Func<T, Caller?> read, ILogger<PeerCallers<T>> logger)
    : ICallerSource, IDisposable
    where T : class
{
    private const int MaxTokenLength = 4096;

    /// <inheritdoc/>
    /// <exception cref="TimeoutException">The peer did not answer in time; as the next, 503 at the error boundary.</exception>
    /// <exception cref="HttpRequestException">There was no connection, or the answer cannot be read.</exception>
    public async ValueTask<Caller?> IdentifyAsync(string token, CancellationToken ct)
    {
        if (token.Length is 0 or > MaxTokenLength || token.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            // Nothing that a peer could ever have signed; as a header it might say something else.
            return null;
        }

        if ((await peer.AskAsync(new PeerRequest(method, path, token), form, ct)).Succeeded(out var answer, out var problem))
        {
            return read(answer);
        }

        switch (problem.Failure)
        {
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

    /// <inheritdoc/>
    public void Dispose() => peer.Dispose();

    private static partial class Log
    {
        [LoggerMessage(5151, LogLevel.Warning, "{Outcome}: the token of the request counts as invalid")]
        public static partial void TokenRefused(ILogger logger, string outcome);
    }
}
