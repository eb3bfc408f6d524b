using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Platform.Http;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(DetailBody))]
[JsonSerializable(typeof(PathId))]
[JsonSerializable(typeof(PathNumber))]
internal sealed partial class PlatformJson : JsonSerializerContext
{
    /// <summary>Does not escape quotes and non-ASCII letters: the responses are JSON, never part of HTML.</summary>
    public static PlatformJson Relaxed { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
