using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>Values from answers: ids by collection, and whole documents. Later requests use them and so reach deeper states.</summary>
/// <remarks>The collection of an id follows from a name: <c>/users/7</c>, <c>user_id</c> and <c>"user": {"id": 7}</c> refer to one of the
/// users.</remarks>
internal sealed class KnownValues
{
    private const int Max = 40;
    private const string IdSuffix = "_id";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private readonly Dictionary<string, List<string>> ids = new(StringComparer.Ordinal);
    // Grouped by the names of their members, so that a frequent kind does not evict the others.
    private readonly Dictionary<string, List<JsonObject>> documents = new(StringComparer.Ordinal);

    /// <summary>One of the latest ids of a collection; null when none is known.</summary>
    public string? Id(string collection, Random random) =>
        ids.TryGetValue(collection, out var known) && known.Count > 0 ? known[random.Next(known.Count)] : null;

    /// <summary>An id for a member, e.g. <c>user_id</c>; null when none is known.</summary>
    public string? IdFor(string member, Random random) =>
        member.EndsWith(IdSuffix, StringComparison.Ordinal) ? Id(member[..^IdSuffix.Length] + "s", random) : null;

    /// <summary>A document that was accepted or answered and has all these members; null when there is none.</summary>
    public JsonObject? Document(IReadOnlySet<string> members, Random random)
    {
        var fitting = documents.Values.Where(alike => members.All(alike[0].ContainsKey)).SelectMany(alike => alike).ToList();
        return fitting.Count == 0 ? null : fitting[random.Next(fitting.Count)];
    }

    /// <summary>Learns values from a successful request and its answer.</summary>
    public void Learn(string collection, byte[]? request, string answer, Uri? location)
    {
        LearnPath(location);
        if (Parse(request) is JsonObject sent)
        {
            Remember(sent);
        }

        Collect(collection, Parse(System.Text.Encoding.UTF8.GetBytes(answer)));
    }

    /// <summary>Learns the ids in a path, each after the name of its collection.</summary>
    public void LearnPath(Uri? path)
    {
        var steps = path?.OriginalString.Split('/') ?? [];
        foreach (var (collection, id) in steps.Zip(steps.Skip(1)).Where(pair => Guid.TryParse(pair.Second, out _)))
        {
            KeepId(collection, id);
        }
    }

    /// <summary>Remembers a document.</summary>
    public void Remember(JsonObject document)
    {
        var kind = string.Join(',', document.Select(member => member.Key).Order(StringComparer.Ordinal));
        Keep(documents.TryGetValue(kind, out var alike) ? alike : documents[kind] = [], document);
    }

    /// <summary>Forgets the ids in a path, which do not exist or no longer do.</summary>
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
                Remember(members);
                foreach (var (name, member) in members)
                {
                    CollectMember(collection, name, member);
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

    private void CollectMember(string collection, string name, JsonNode? member)
    {
        switch (member)
        {
            case JsonValue id when name == "id":
                KeepId(collection, id.ToString());
                break;
            case JsonValue id when name.EndsWith(IdSuffix, StringComparison.Ordinal):
                KeepId(name[..^IdSuffix.Length] + "s", id.ToString());
                break;
            case JsonArray:
                // The elements of a page belong to the collection in the path.
                Collect(name is "items" or "data" ? collection : name, member);
                break;
            case JsonObject:
                Collect(name + "s", member);
                break;
        }
    }

    private void KeepId(string collection, string id)
    {
        var known = ids.TryGetValue(collection, out var found) ? found : ids[collection] = [];
        known.Remove(id);
        Keep(known, id);
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
        if (kept.Count > Max)
        {
            kept.RemoveAt(0);
        }
    }
}
