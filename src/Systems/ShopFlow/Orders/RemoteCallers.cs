using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.ShopFlow.Orders;

/// <summary>
/// Asks auth-service about the token of every request (document 003 §7.1). Any answer but 200 refuses the token, as does a connection that
/// breaks before the answer is complete, each after <see cref="PeerClient"/>'s second try. No connection and no answer in time say nothing
/// about the token: 503.
/// </summary>
internal sealed partial class RemoteCallers(Uri authService, ILogger<RemoteCallers> logger) : ICallerSource, IDisposable
{
    private const int MaxTokenLength = 4096;
    private readonly PeerClient auth = new("auth-service", authService, maxBytes: 64 * 1024);

    /// <exception cref="TimeoutException">There was no answer within <see cref="PeerClient.Timeout"/>.</exception>
    /// <exception cref="HttpRequestException">There was no connection, or the answer cannot be read.</exception>
    public async ValueTask<Caller?> IdentifyAsync(string token, CancellationToken ct)
    {
        if (token.Length is 0 or > MaxTokenLength || token.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            // Nothing that auth-service could ever have signed; as a header it might say something else.
            return null;
        }

        try
        {
            using var answer = await auth.SendAsync(HttpMethod.Post, "auth/validate", token, ct);
            switch (answer.StatusCode)
            {
                case HttpStatusCode.OK:
                    return await ReadAsync(answer, ct);
                case >= HttpStatusCode.InternalServerError and var status:
                    Log.TokenRefused(logger, $"answered {(int)status}");
                    return null;
                default:
                    return null;
            }
        }
        catch (HttpRequestException e) when (PeerClient.IsBroken(e))
        {
            Log.TokenRefused(logger, "broke the connection");
            return null;
        }
    }

    public void Dispose() => auth.Dispose();

    private static async Task<Caller?> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            var said = await PeerClient.ReadAsync(answer, PeerJson.Default.TokenAnswer, ct);
            return said is { Valid: true, User: { Id: { } id, Role: { } role } user } && (role == ShopFlowRoles.Service || Uuid.TryParse(id, out _))
                ? new Caller(id, user.Email, role)
                : null;
        }
        catch (JsonException e)
        {
            throw new HttpRequestException("auth-service answered what is no answer", e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5151, LogLevel.Warning, "auth-service {Outcome}: the token of the request counts as invalid")]
        public static partial void TokenRefused(ILogger logger, string outcome);
    }
}
