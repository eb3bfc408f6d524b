using System.Text;
using System.Text.Json.Nodes;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>Generates values that a schema allows.</summary>
internal sealed class SchemaValues(JsonObject document, Random random, KnownValues known)
{
    private static readonly string[] Countries = ["US", "DE", "JP", "GB", "BR"];
    private static readonly string[] Currencies = ["USD", "EUR", "JPY", "GBP", "BRL"];
    private static readonly string[] Alphabets = ["abcdefghij klmnop", "ÄÖÜßéñ ", "日本語テスト", "😀🚀👩‍💻", "<>&\"'\\/%_;--", "عربى עברית"];

    public JsonNode? Make(JsonNode? described, string name = "")
    {
        var schema = ApiOperation.Resolve(document, described);
        if (schema["oneOf"] is JsonArray { Count: > 0 } choices)
        {
            return Make(choices[random.Next(choices.Count)], name);
        }

        if (schema["enum"] is JsonArray words)
        {
            return words[random.Next(words.Count)]?.DeepClone();
        }

        return TypeOf(schema) switch
        {
            "object" => MakeObject(schema),
            "array" => MakeArray(schema),
            "number" => JsonValue.Create(random.Next(1, 100_000) / 100m),
            "integer" => JsonValue.Create(random.NextInt64(
                Whole(schema, "minimum", 0), Math.Max((long)Whole(schema, "minimum", 0), Whole(schema, "maximum", 1000)) + 1)),
            "boolean" => JsonValue.Create(random.Next(2) == 0),
            "null" => null,
            _ => JsonValue.Create(Text(schema, name)),
        };
    }

    /// <summary>
    /// All required members and some of the others; sometimes all or some of a document that was sent or answered before, so that they fit
    /// together.
    /// </summary>
    public JsonObject MakeObject(JsonObject schema)
    {
        var required = (schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        var made = new JsonObject();
        var remembered = random.Next(10) < 5 ? known.Document(required, random) : null;
        var whole = random.Next(2) == 0;
        foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
        {
            if (required.Contains(name) || random.Next(3) > 0)
            {
                // Any value of an enum is as good as another, and the known one (a status) rarely leads on.
                var taken = (whole || random.Next(4) > 0) && !ApiOperation.Resolve(document, property).ContainsKey("enum")
                    ? remembered?[name]
                    : null;
                made[name] = taken?.DeepClone() ?? Make(property, name);
            }
        }

        return made;
    }

    private JsonArray MakeArray(JsonObject schema)
    {
        var min = Whole(schema, "minItems", 0);
        var count = random.Next(min, Math.Max(min, Math.Min(Whole(schema, "maxItems", 4), 4)) + 1);
        return new JsonArray([.. Enumerable.Range(0, count).Select(_ => Make(schema["items"]))]);
    }

    private string TypeOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray several => several.Select(type => type!.GetValue<string>()).OrderBy(type => type == "null" ? random.Next(4) : 1).First(),
        JsonValue one => one.GetValue<string>(),
        _ => schema.ContainsKey("properties") ? "object" : "string",
    };

    private string Text(JsonObject schema, string name) => (schema["format"]?.GetValue<string>(), name) switch
    {
        ("uuid", _) => (random.Next(4) > 0 ? known.IdFor(name, random) : null) ?? Id(),
        ("date-time", _) => DateTime.UnixEpoch.AddSeconds(random.NextInt64(4_000_000_000))
            .ToString(random.Next(2) == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'+02:00'"),
        ("date", _) => DateTime.UnixEpoch.AddDays(random.Next(30_000)).ToString("yyyy-MM-dd"),
        ("email", _) => Email(),
        (_, "password") when random.Next(4) > 0 => $"Aa1-{Text(6, 20)}",
        (_, "phone") => $"+1555{random.Next(10_000_000):0000000}",
        (_, "country") => Countries[random.Next(Countries.Length)],
        (_, "currency") => Currencies[random.Next(Currencies.Length)],
        var (_, word) when word.EndsWith("email", StringComparison.Ordinal) => Email(),
        _ => Text(Whole(schema, "minLength", 0), Whole(schema, "maxLength", 40)),
    };

    public string Id()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private string Email() => $"fuzz{random.NextInt64(1_000_000_000_000)}@example.com";

    private string Text(int min, int max)
    {
        var length = random.Next(min, Math.Min(max, min + 40) + 1);
        var runes = Alphabets[random.Next(3) == 0 ? random.Next(Alphabets.Length) : 0].EnumerateRunes().ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < length; i++)
        {
            text.Append(runes[random.Next(runes.Length)]);
        }

        return text.ToString();
    }

    public static int Whole(JsonObject schema, string name, int defaultValue) =>
        schema[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : defaultValue;
}
