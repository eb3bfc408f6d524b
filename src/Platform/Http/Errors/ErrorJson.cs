using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracker.Platform.Http.Errors;

/// <summary>The source-generated contracts of the error bodies.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(DetailBody))]
internal sealed partial class ErrorJson : JsonSerializerContext
{
    /// <summary>The answers are JSON and never HTML: quotes and letters beyond ASCII stay readable.</summary>
    public static ErrorJson Relaxed { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
