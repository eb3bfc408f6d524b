using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tracker.Platform.Delivery.Http;

/// <summary>An answer of a provider, read to its end.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body.</param>
/// <param name="Secrets">What the provider knows and a result may not tell.</param>
internal sealed record ProviderAnswer(HttpStatusCode Status, HttpResponseHeaders Headers, byte[] Body, IReadOnlyList<string> Secrets)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The text without the secrets in it.</summary>
    public string Discreet(string text) => Redaction.Of(text, Secrets);

    /// <summary>The body as JSON; null when it is something else, as the page of a proxy is.</summary>
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
