using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>What answers have told: ids by collection, and whole documents. Later requests use them, and so reach what lies deeper.</summary>
internal sealed class KnownValues
{
    private const int Most = 40;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private readonly Dictionary<string, List<string>> ids = new(StringComparer.Ordinal);
    // By the names of their members, so that many of one kind do not drive out the others.
    private readonly Dictionary<string, List<JsonObject>> documents = new(StringComparer.Ordinal);

    /// <summary>An id of a collection, one of the latest; null when none is known.</summary>
    public string? Id(string collection, Random random) => ids.TryGetValue(collection, out var known) && known.Count > 0 ? known[random.Next(known.Count)] : null;

    /// <summary>Something that was accepted or answered and has all these members; null when nothing was.</summary>
    public JsonObject? Document(IReadOnlySet<string> members, Random random)
    {
        var fitting = documents.Values.Where(alike => members.All(alike[0].ContainsKey)).SelectMany(alike => alike).ToList();
        return fitting.Count == 0 ? null : fitting[random.Next(fitting.Count)];
    }

    /// <summary>Learns from a request that succeeded and its answer.</summary>
    public void Learn(string collection, byte[]? request, string answer)
    {
        if (Parse(request) is JsonObject sent)
        {
            Remember(sent);
        }

        Collect(collection, Parse(System.Text.Encoding.UTF8.GetBytes(answer)));
    }

    /// <summary>Remembers a document.</summary>
    public void Remember(JsonObject document)
    {
        var kind = string.Join(',', document.Select(member => member.Key).Order(StringComparer.Ordinal));
        Keep(documents.TryGetValue(kind, out var alike) ? alike : documents[kind] = [], document);
    }

    /// <summary>The ids in a path name nothing, or nothing any more.</summary>
    public void Forget(string path)
    {
        foreach (var step in path.Split('/'))
        {
            ids.Values.ToList().ForEach(known => known.Remove(step));
        }
    }

    private void Collect(string collection, JsonNode? answered)
    {
        switch (answered)
        {
            case JsonObject members:
                if (members["id"] is JsonValue id)
                {
                    Keep(ids.TryGetValue(collection, out var known) ? known : ids[collection] = [], id.ToString());
                }

                Remember(members);
                foreach (var (name, member) in members)
                {
                    Collect(member is JsonArray && name != "items" ? name : collection, member);
                }

                break;
            case JsonArray elements:
                foreach (var element in elements.OfType<JsonObject>().Take(3))
                {
                    Collect(collection, element);
                }

                break;
        }
    }

    private static JsonNode? Parse(byte[]? json)
    {
        try
        {
            return json is null or [] ? null : JsonNode.Parse(json, documentOptions: Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Keep<T>(List<T> kept, T value)
    {
        kept.Add(value);
        if (kept.Count > Most)
        {
            kept.RemoveAt(0);
        }
    }
}
