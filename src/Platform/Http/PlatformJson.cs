using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Platform.Http;

/// <summary>The source-generated contracts of what every service answers and reads alike.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(DetailBody))]
[JsonSerializable(typeof(PathId))]
[JsonSerializable(typeof(PathNumber))]
internal sealed partial class PlatformJson : JsonSerializerContext
{
    /// <summary>The answers are JSON and never HTML: quotes and letters beyond ASCII stay readable.</summary>
    public static PlatformJson Relaxed { get; } =
        new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
