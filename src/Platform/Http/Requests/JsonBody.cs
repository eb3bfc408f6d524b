using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tracker.Platform.Http.Requests;

/// <summary>
/// A request body that must be a JSON object, read field by field so that one answer tells all its faults: the reader of System.Text.Json would stop at the first.
/// Unknown members are ignored.
/// </summary>
public sealed class JsonBody : IDisposable
{
    private const string Source = "body";
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };
    private readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);
    private JsonDocument? document;

    private JsonBody(FaultList faults) => Faults = faults;

    /// <summary>What is wrong so far.</summary>
    public FaultList Faults { get; }

    /// <summary>Reads the body. A body that is missing, malformed or no object is a fault; its fields then read as absent without faults of their own.</summary>
    /// <exception cref="BadHttpRequestException">The body is larger than the server allows; the error boundary answers 413.</exception>
    public static async Task<JsonBody> ReadAsync(HttpContext context)
    {
        var body = new JsonBody(new FaultList());
        var reader = context.Request.BodyReader;
        var read = await reader.ReadAsync(context.RequestAborted);
        while (!read.IsCompleted)
        {
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await reader.ReadAsync(context.RequestAborted);
        }

        body.Parse(read.Buffer);
        reader.AdvanceTo(read.Buffer.End);
        return body;
    }

    /// <summary>True when the member is there, be it null.</summary>
    public bool Contains(string name) => members.ContainsKey(name);

    /// <summary>A text that must be there.</summary>
    /// <returns>The text; empty when it is at fault.</returns>
    public string RequiredText(string name, TextRule rule)
    {
        if (!members.TryGetValue(name, out var member))
        {
            AddMissing(name);
            return "";
        }

        return ReadText(name, member, rule) ?? "";
    }

    /// <summary>A text that may be absent or null; an empty one is null too when the rule asks for at least one character.</summary>
    public string? OptionalText(string name, TextRule rule) =>
        members.TryGetValue(name, out var member) && member.ValueKind != JsonValueKind.Null ? ReadText(name, member, rule) : null;

    /// <summary>One of a few words, which may be absent; null is a fault unless <paramref name="nullIsAbsent"/>.</summary>
    public string? OptionalWord(string name, IReadOnlyCollection<string> words, bool nullIsAbsent = true)
    {
        if (!members.TryGetValue(name, out var member) || (nullIsAbsent && member.ValueKind == JsonValueKind.Null))
        {
            return null;
        }

        if (member.ValueKind == JsonValueKind.String && TryGetString(member, out var text) && words.Contains(text))
        {
            return text;
        }

        Faults.Add(Source, name, $"must be one of {string.Join(", ", words)}", "enum");
        return null;
    }

    /// <summary>A date and time that may be absent or null.</summary>
    /// <returns>The time in UTC, cut to milliseconds.</returns>
    public DateTime? OptionalTime(string name)
    {
        if (!members.TryGetValue(name, out var member) || member.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (member.ValueKind == JsonValueKind.String && TryGetString(member, out var text) && IsoTime.TryParse(text, out var utc))
        {
            return utc;
        }

        Faults.Add(Source, name, "must be an ISO 8601 date and time, e.g. 2025-12-31T10:00:00Z", "datetime_parsing");
        return null;
    }

    /// <summary>A list of texts that may be absent or null; each is checked by itself, its faults carry its place (<c>tags.3</c>).</summary>
    public IReadOnlyList<string>? OptionalTexts(string name, TextRule rule)
    {
        if (!members.TryGetValue(name, out var member) || member.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (member.ValueKind != JsonValueKind.Array)
        {
            Faults.Add(Source, name, "must be a list", "list_type");
            return null;
        }

        var texts = new List<string>(member.GetArrayLength());
        foreach (var (index, element) in member.EnumerateArray().Index())
        {
            if (ReadText($"{name}.{index}", element, rule) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    /// <inheritdoc/>
    public void Dispose() => document?.Dispose();

    private void AddMissing(string name)
    {
        // Without an object nothing is missing by itself: the one fault of the whole body says it.
        if (document is not null && document.RootElement.ValueKind == JsonValueKind.Object)
        {
            Faults.Add(Source, name, "is required", "missing");
        }
    }

    private string? ReadText(string name, JsonElement member, TextRule rule)
    {
        if (member.ValueKind != JsonValueKind.String)
        {
            Faults.Add(Source, name, "must be a string", "string_type");
            return null;
        }

        if (!TryGetString(member, out var given))
        {
            Faults.Add(Source, name, "must be valid Unicode text", "string_unicode");
            return null;
        }

        if (rule.Apply(given, out var text) is { } fault)
        {
            Faults.Add(Source, name, fault.Message, fault.Type);
            return null;
        }

        return text;
    }

    private void Parse(ReadOnlySequence<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            Faults.Add(Source, "", "a JSON object is required", "missing");
            return;
        }

        try
        {
            document = JsonDocument.Parse(utf8, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                Faults.Add(Source, "", "must be a JSON object", "model_attributes_type");
                return;
            }

            foreach (var member in document.RootElement.EnumerateObject())
            {
                members[member.Name] = member.Value;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a member's name holds half a surrogate pair or bytes that are no UTF-8.
            members.Clear();
            document?.Dispose();
            document = null;
            Faults.Add(Source, "", "is not valid JSON", "json_invalid");
        }
    }

    private static bool TryGetString(JsonElement element, out string text)
    {
        try
        {
            text = element.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // "\ud800": half a surrogate pair is valid JSON and no text.
            text = "";
            return false;
        }
    }
}
