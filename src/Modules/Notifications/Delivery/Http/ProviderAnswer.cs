using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tracker.Modules.Notifications.Delivery.Http;

/// <summary>A provider's response, with its body read.</summary>
/// <param name="Secrets">Removed from texts by <see cref="Discreet"/>.</param>
internal sealed record ProviderAnswer(HttpStatusCode Status, HttpResponseHeaders Headers, byte[] Body, IReadOnlyList<string> Secrets)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Returns the text with the secrets removed.</summary>
    public string Discreet(string text) => Redaction.Of(text, Secrets);

    /// <summary>The body as JSON; null when it is something else, such as a proxy's error page.</summary>
    public T? Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
