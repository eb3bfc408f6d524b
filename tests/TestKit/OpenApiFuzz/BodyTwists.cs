using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>Ways to corrupt a valid JSON body.</summary>
internal sealed class BodyTwists(JsonObject document, Random random)
{
    // A placeholder in the tree for bytes that no tree can hold; replaced when the text is written.
    private const string Mark = "raw-value-goes-here";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 };

    private static readonly (string Name, string Json)[] Values =
    [
        ("null", "null"), ("a truth value", "true"), ("a number", "7"), ("a negative number", "-1"), ("a fraction", "1.5"),
        ("an empty text", "\"\""), ("a text", "\"text\""),
        ("an array", "[]"), ("an object", "{}"), ("an array of null", "[null]"), ("an array of arrays", "[[],[[]]]"),
        ("an object with members", "{\"a\":{\"b\":1}}"),
        ("a huge number", "1e400"), ("a huge whole number", "99999999999999999999999999999999"), ("2^63", "9223372036854775808"),
        ("2^31", "2147483648"), ("a tiny number", "1e-400"), ("minus zero", "-0"),
        ("deep arrays", new string('[', 200) + new string(']', 200)),
        ("very deep arrays", new string('[', 20_000) + new string(']', 20_000)),
        ("deep objects", string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200)),
        ("a lone high surrogate", "\"a\\ud800b\""), ("a lone low surrogate", "\"\\udc00\""), ("swapped surrogates", "\"\\udc00\\ud800\""),
        ("U+0000", "\"a\\u0000b\""), ("only U+0000", "\"\\u0000\""),
        ("U+FFFF", "\"\\uffff\""),
        ("control characters", "\"\\u0001\\u001b\\u007f\\u0085\\u2028\""),
        ("white space", "\" \\t\\n \\u00a0\\u3000\""),
        ("a raw line break", "\"a\nb\""),
        ("a bad escape", "\"\\x41\""), ("a cut escape", "\"\\u12\""), ("an unknown word", "nil"), ("NaN", "NaN"), ("a leading zero", "007"),
        ("a plus sign", "+1"),
        ("a time past the end", "\"9999-12-31T23:59:59-12:00\""),
        ("a time before the beginning", "\"0001-01-01T00:00:00+14:00\""),
        ("no day", "\"2026-02-30T00:00:00Z\""),
        ("a leap second", "\"2016-12-31T23:59:60Z\""),
        ("a long fraction", "\"2026-01-01T00:00:00.123456789123456789Z\""),
        ("year 10000", "\"10000-01-01T00:00:00Z\""),
        ("24:00", "\"2026-01-01T24:00:00Z\""),
        ("SQL", "\"'; drop table tasks; --\""),
        ("a pattern", "\"%_\\\\\""),
        ("markup", "\"<script>alert(1)</script>\""),
        ("letters from right to left", "\"\\u202eabc\""),
    ];

    private static readonly (string Name, Func<string, string> Apply)[] Texts =
    [
        ("cut short", text => text[..(text.Length / 2)]),
        ("one character short", text => text[..^1]),
        ("a trailing comma", text => text[..^1] + ",}"),
        ("two bodies", text => text + text),
        ("garbage behind", text => text + "x"), ("single quotes", text => text.Replace('"', '\'')),
        ("a comment", text => "/* hello */" + text), ("nothing", _ => ""), ("white space", _ => "  \n "),
        ("an array around", text => $"[{text}]"), ("a text", _ => "\"text\""), ("a number", _ => "12"), ("null", _ => "null"),
        ("an unclosed text", _ => "{\"title\": \"abc"),
        ("deep arrays", _ => new string('[', 50_000)),
        ("names without quotes", text => text.Replace("\"", "", StringComparison.Ordinal)),
        ("a doubled body's members", text => text[..^1] + "," + text[1..]),
    ];

    /// <summary>Corrupts the body or an object within it.</summary>
    /// <param name="body">A valid body; it is modified.</param>
    /// <returns>A description of the change, and the bytes.</returns>
    public (string Twist, byte[] Bytes) Corrupt(JsonObject body, JsonObject schema)
    {
        var inner = body.Where(member => ObjectIn(member.Value) is not null).Select(member => member.Key).ToList();
        return inner.Count > 0 && random.Next(2) == 0
            ? CorruptMember(body, schema, inner[random.Next(inner.Count)])
            : CorruptObject(body, schema);
    }

    private (string Twist, byte[] Bytes) CorruptMember(JsonObject body, JsonObject schema, string name)
    {
        var described = ApiOperation.Resolve(document, schema["properties"]?[name]);
        var inner = ObjectIn(body[name])!;
        inner.ReplaceWith(Mark);
        var (twist, bytes) = Corrupt(inner, described["items"] is { } items ? ApiOperation.Resolve(document, items) : described);
        // In Latin-1 every byte is a character, so that bytes of invalid UTF-8 survive.
        var around = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Write(body)));
        return ($"{name}: {twist}", Encoding.Latin1.GetBytes(around.Replace(
            $"\"{Mark}\"", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal)));
    }

    private JsonObject? ObjectIn(JsonNode? member) => member as JsonObject
        ?? ((member as JsonArray)?.OfType<JsonObject>().ToList() is { Count: > 0 } objects ? objects[random.Next(objects.Count)] : null);

    private (string Twist, byte[] Bytes) CorruptObject(JsonObject body, JsonObject schema) => random.Next(8) switch
    {
        0 => Text(body),
        1 => Bytes(body),
        2 => Members(body),
        3 or 4 => Length(body, schema),
        _ => Value(body),
    };

    private (string Twist, byte[] Bytes) Text(JsonObject body)
    {
        var (name, apply) = Texts[random.Next(Texts.Length)];
        return ($"body: {name}", Encoding.UTF8.GetBytes(apply(Write(body))));
    }

    private (string Twist, byte[] Bytes) Bytes(JsonObject body)
    {
        var bytes = Encoding.UTF8.GetBytes(Write(body));
        switch (random.Next(5))
        {
            case 0:
                return ("body: a byte order mark", [0xEF, 0xBB, 0xBF, .. bytes]);
            case 1:
                return ("body: UTF-16", Encoding.Unicode.GetBytes(Write(body)));
            case 2:
                return ("body: random bytes", [.. Enumerable.Range(0, 64).Select(_ => (byte)random.Next(256))]);
            case 3:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return ("body: a flipped bit", bytes);
            default:
                // Replaces a text by invalid UTF-8: an overlong form, a surrogate, a truncated sequence.
                var spoilt = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Marked(body)));
                var wrong = new[] { "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00e2\u0082", "\u00ff" }[random.Next(4)];
                return ("body: invalid UTF-8", Encoding.Latin1.GetBytes(spoilt.Replace(
                    $"\"{Mark}\"", $"\"a{wrong}b\"", StringComparison.Ordinal)));
        }
    }

    private (string Twist, byte[] Bytes) Members(JsonObject body)
    {
        var name = AnyName(body);
        switch (random.Next(4))
        {
            case 0 when name is not null:
                body.Remove(name);
                return ($"{name}: missing", Encoding.UTF8.GetBytes(Write(body)));
            case 1 when name is not null:
                var value = body[name]?.DeepClone();
                body.Remove(name);
                body[name.ToUpperInvariant()] = value;
                return ($"{name}: in capitals", Encoding.UTF8.GetBytes(Write(body)));
            case 2 when name is not null:
                return ($"{name}: twice", Encoding.UTF8.GetBytes(Write(body)[..^1] + $",\"{name}\":{Values[random.Next(12)].Json}}}"));
            default:
                body["unknown_" + random.Next(100)] = "more";
                return ("an unknown member", Encoding.UTF8.GetBytes(Write(body)));
        }
    }

    private (string Twist, byte[] Bytes) Length(JsonObject body, JsonObject schema)
    {
        var name = AnyName(body) ?? "title";
        var property = schema["properties"]?[name] as JsonObject ?? [];
        var (min, max) = (SchemaValues.Whole(property, "minLength", 0), SchemaValues.Whole(property, "maxLength", 255));
        var length = new[] { min - 1, min, max, max + 1, max * 2, 100_000 }[random.Next(6)];
        var unit = new[] { "a", "é", "😀", " ", "\u0301" }[random.Next(5)];
        body[name] = body[name] is JsonArray
            ? new JsonArray([.. Enumerable.Range(0, SchemaValues.Whole(property, "maxItems", 20) + random.Next(2))
                .Select(number => (JsonNode)$"{unit}{number}")])
            : string.Concat(Enumerable.Repeat(unit, Math.Max(length, 0)));
        return ($"{name}: {Math.Max(length, 0)} × '{unit}'", Encoding.UTF8.GetBytes(Write(body)));
    }

    private (string Twist, byte[] Bytes) Value(JsonObject body)
    {
        var (name, json) = Values[random.Next(Values.Length)];
        return ($"a member: {name}", Encoding.UTF8.GetBytes(Marked(body).Replace($"\"{Mark}\"", json, StringComparison.Ordinal)));
    }

    private string Marked(JsonObject body)
    {
        var name = AnyName(body) ?? "member";
        if (body[name] is JsonArray { Count: > 0 } elements && random.Next(2) == 0)
        {
            elements[random.Next(elements.Count)] = Mark;
        }
        else
        {
            body[name] = Mark;
        }

        return Write(body);
    }

    private string? AnyName(JsonObject body) => body.Count == 0 ? null : body.ElementAt(random.Next(body.Count)).Key;

    private static string Write(JsonObject body) => body.ToJsonString(Plain);
}
