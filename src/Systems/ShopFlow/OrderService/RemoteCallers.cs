using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.ShopFlow.OrderService;

/// <summary>
/// Asks auth-service about the token of every request (document 003 §7.1), over connections that are kept. Whatever it answers but 200 means that the token
/// does not count; that it does not answer is no statement about the token, and becomes 503.
/// </summary>
internal sealed class RemoteCallers : ICallerSource, IDisposable
{
    private const int MaxTokenLength = 4096;
    private readonly HttpClient http;

    public RemoteCallers(Uri authService) => http = PeerConnections.NewClient(authService, 64 * 1024);

    /// <exception cref="TimeoutException">No answer within <see cref="PeerConnections.Patience"/>.</exception>
    /// <exception cref="HttpRequestException">No connection, or no answer that can be read.</exception>
    public async ValueTask<Caller?> IdentifyAsync(string token, CancellationToken ct)
    {
        if (token.Length is 0 or > MaxTokenLength || token.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            // Nothing that auth-service could ever have signed; as a header it might say something else.
            return null;
        }

        using var request = PeerConnections.NewRequest(HttpMethod.Post, "auth/validate", token);
        try
        {
            using var answer = await http.SendAsync(request, ct);
            return answer.StatusCode == HttpStatusCode.OK ? await ReadAsync(answer, ct) : null;
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"auth-service did not answer within {PeerConnections.Patience.TotalSeconds} s", e);
        }
    }

    public void Dispose() => http.Dispose();

    private static async Task<Caller?> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            var said = await answer.Content.ReadFromJsonAsync(PeerJson.Default.TokenAnswer, ct);
            return said is { Valid: true, User: { Id: { } id, Role: { } role } user } && (role == Roles.Service || Uuid.TryParse(id, out _))
                ? new Caller(id, user.Email, role)
                : null;
        }
        catch (JsonException e)
        {
            throw new HttpRequestException("auth-service answered what is no answer", e);
        }
    }
}
