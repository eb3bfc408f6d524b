using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Tracker.Platform.Http.Errors;

/// <summary>
/// <c>{"detail": "text"}</c>; a validation error is 422 with <c>{"detail": [{"loc": ["body", "email"], "msg", "type"}]}</c> (documents 000,
/// 001 and 004).
/// </summary>
public sealed class DetailErrorFormat : IErrorFormat
{
    public int ValidationStatus => StatusCodes.Status422UnprocessableEntity;

    public Type SchemaType => typeof(DetailBody);

    public byte[] Body(Problem problem, string correlationId)
    {
        JsonNode detail = problem.Faults.Count == 0
            ? JsonValue.Create(problem.Message)
            : new JsonArray([.. problem.Faults.Select(Item)]);
        return JsonSerializer.SerializeToUtf8Bytes(new DetailBody(detail), PlatformJson.Relaxed.DetailBody);
    }

    private static JsonNode Item(Fault fault) =>
        new JsonObject { ["loc"] = Location(fault), ["msg"] = fault.Message, ["type"] = fault.Type };

    private static JsonArray Location(Fault fault)
    {
        var location = new JsonArray(JsonValue.Create(fault.Source));
        foreach (var step in fault.Field.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var isIndex = int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index);
            location.Add(isIndex ? JsonValue.Create(index) : JsonValue.Create(step));
        }

        return location;
    }
}

/// <summary>An error response.</summary>
/// <param name="Detail">A message, or the list of faults in a validation error.</param>
public sealed record DetailBody(JsonNode Detail);
