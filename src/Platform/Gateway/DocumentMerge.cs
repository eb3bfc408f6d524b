using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracker.Platform.Gateway;

/// <summary>Adds the API documents of services to that of the gateway.</summary>
internal sealed class DocumentMerge(JsonObject document)
{
    private const string ComponentsPath = "#/components/";
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly List<string> missing = [];

    /// <summary>
    /// Adds the paths that the gateway forwards, and all components. A component that differs from another with its name gets the service's
    /// name too.
    /// </summary>
    /// <param name="added">Null when the service did not answer.</param>
    public void Add(GatewayDestination service, JsonObject? added)
    {
        if (added is null)
        {
            missing.Add(service.Name);
            return;
        }

        foreach (var (kind, its) in Object(added, "components"))
        {
            AddComponents(service.Name, kind, its as JsonObject ?? [], added);
        }

        foreach (var (path, item) in Object(added, "paths"))
        {
            if (item is not null && service.Prefixes.Any(prefix => IsBelow(path, prefix)))
            {
                Object(document, "paths")[path] = WithTimeout(item.DeepClone());
            }
        }

        AddTags(added);
    }

    public byte[] ToBytes()
    {
        if (missing.Count > 0)
        {
            var info = Object(document, "info");
            info["description"] = $"{info["description"]}\n\n**Not included, since they do not answer: {string.Join(", ", missing)}.**";
        }

        return JsonSerializer.SerializeToUtf8Bytes(document, Relaxed);
    }

    // The gateway's own answer, in the form of a service that is away.
    private static JsonNode WithTimeout(JsonNode item)
    {
        foreach (var responses in ((JsonObject)item).Select(operation => operation.Value?["responses"]).OfType<JsonObject>())
        {
            if (responses["503"]?["content"]?["application/json"]?["schema"] is { } error)
            {
                responses["504"] = new JsonObject
                {
                    ["description"] = "The service did not answer in time.",
                    ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = error.DeepClone() } },
                };
            }
        }

        return item;
    }

    private static bool IsBelow(string path, string prefix) =>
        path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && (path.Length == prefix.Length || path[prefix.Length] == '/');

    private static JsonObject Object(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject found)
        {
            parent[name] = found = [];
        }

        return found;
    }

    private void AddComponents(string service, string kind, JsonObject its, JsonObject added)
    {
        var known = Object(Object(document, "components"), kind);
        foreach (var (name, component) in its.ToList())
        {
            if (known[name] is null)
            {
                known[name] = component?.DeepClone();
            }
            else if (!JsonNode.DeepEquals(known[name], component))
            {
                var own = $"{name}_{service}";
                Rename(added, kind, name, own);
                known[own] = its[own]?.DeepClone();
            }
        }
    }

    private void AddTags(JsonObject added)
    {
        if (added["tags"] is not JsonArray its)
        {
            return;
        }

        if (document["tags"] is not JsonArray known)
        {
            document["tags"] = known = [];
        }

        foreach (var tag in its.Where(tag => !known.Any(one => JsonNode.DeepEquals(one, tag))).ToList())
        {
            known.Add(tag?.DeepClone());
        }
    }

    private static void Rename(JsonObject added, string kind, string name, string newName)
    {
        var components = Object(Object(added, "components"), kind);
        var component = components[name];
        components.Remove(name);
        components[newName] = component;
        RenameReferences(added, $"{ComponentsPath}{kind}/{name}", $"{ComponentsPath}{kind}/{newName}");
        if (kind == "securitySchemes")
        {
            RenameRequirements(added, name, newName);
        }
    }

    private static void RenameRequirements(JsonObject added, string name, string newName)
    {
        var operations = Object(added, "paths").SelectMany(path => path.Value as JsonObject ?? []).Select(item => item.Value as JsonObject);
        foreach (var requirement in operations.Append(added).SelectMany(one => one?["security"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (requirement.Remove(name, out var scopes))
            {
                requirement[newName] = scopes;
            }
        }
    }

    private static void RenameReferences(JsonNode? node, string reference, string newReference)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    RenameReferences(item, reference, newReference);
                }

                break;
            case JsonObject all:
                foreach (var (name, value) in all.ToList())
                {
                    if (value is JsonValue text && text.TryGetValue<string>(out var target) && target == reference)
                    {
                        all[name] = newReference;
                    }
                    else
                    {
                        RenameReferences(value, reference, newReference);
                    }
                }

                break;
        }
    }
}
