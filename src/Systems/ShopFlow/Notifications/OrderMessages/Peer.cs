using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tracker.Modules.Notifications.Templates;
using Tracker.Platform.Http.Errors;

namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>What another service said.</summary>
/// <param name="Value">What was asked for; null when there is none, or no answer.</param>
/// <param name="Away">Why there is no answer that counts: it may come later. Null when there is one.</param>
internal readonly record struct PeerAnswer<T>(T? Value, string? Away)
    where T : class;

/// <summary>order-service (document 003 §7.2).</summary>
internal sealed class OrderPeer(Uri service, Func<string> token) : Peer("order-service", service, 4 * 1024 * 1024, ShopFlowErrors.OrderNotFound, token)
{
    public Task<PeerAnswer<OrderDetails>> FindAsync(Guid id, CancellationToken ct) => GetAsync($"orders/{id}", PeerAnswerJson.Default.OrderDetails, ct);
}

/// <summary>auth-service (document 003 §7.3).</summary>
internal sealed class UserPeer(Uri service, Func<string> token) : Peer("auth-service", service, 64 * 1024, ShopFlowErrors.UserNotFound, token)
{
    public Task<PeerAnswer<Contact>> FindAsync(Guid id, CancellationToken ct) => GetAsync($"auth/users/{id}", PeerAnswerJson.Default.Contact, ct);
}

/// <summary>Asks another service with our service token (document 003 §8.2). Only 200, and 404 with the service's own code for it, are statements about
/// what was asked for; with anything else the service, our standing with it, or what stands in between is not as it should be, which says nothing about
/// the message that made us ask.</summary>
/// <param name="name">Its name, for the log.</param>
/// <param name="service">Where it answers; ends with a slash.</param>
/// <param name="maxBytes">A longer answer is none.</param>
/// <param name="notFound">How it says that there is no such thing.</param>
/// <param name="token">Our service token, as it is now.</param>
internal abstract class Peer(string name, Uri service, int maxBytes, Problem notFound, Func<string> token) : IDisposable
{
    private const int MaxShown = 200;
    private readonly PeerClient peer = new(name, service, maxBytes);

    public void Dispose() => peer.Dispose();

    protected async Task<PeerAnswer<T>> GetAsync<T>(string path, JsonTypeInfo<T> form, CancellationToken ct)
        where T : class
    {
        try
        {
            using var answer = await peer.SendAsync(HttpMethod.Get, path, token(), ct);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => await PeerClient.ReadAsync(answer, form, ct) is { } value ? new(value, Away: null) : Away<T>("answered nothing"),
                HttpStatusCode.NotFound => await WhyNotFoundAsync(answer, ct) is { } why ? Away<T>(why) : new(Value: null, Away: null),
                var status => Away<T>($"answered {(int)status}"),
            };
        }
        catch (TimeoutException e)
        {
            return new(Value: null, e.Message);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            return Away<T>(e switch
            {
                JsonException => "answered what is no answer",
                HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => $"answered more than {maxBytes} bytes",
                HttpRequestException broken when PeerClient.IsBroken(broken) => "broke the connection",
                _ => "cannot be reached",
            });
        }
    }

    /// <returns>What came instead; null when the service itself says that there is no such thing. A proxy that has lost it answers 404 too.</returns>
    private async Task<string?> WhyNotFoundAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            if ((await PeerClient.ReadAsync(answer, PeerAnswerJson.Default.PeerError, ct))?.Error.Code == notFound.Code)
            {
                return null;
            }
        }
        catch (JsonException)
        {
            // Nothing of ours.
        }

        var body = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(ct));
        return $"answered 404 without {notFound.Code}: {PlainText.Clip(PlainText.OneLine(body), MaxShown)}";
    }

    private PeerAnswer<T> Away<T>(string why)
        where T : class => new(Value: null, $"{name} {why}");
}
