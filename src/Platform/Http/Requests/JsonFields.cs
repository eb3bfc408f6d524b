using System.Text.Json;

namespace Tracker.Platform.Http.Requests;

/// <summary>
/// The members of one JSON object of a request body, or the fields of a form, read one by one so that one answer tells all faults.
/// Faults carry the member's whole path, e.g. <c>items.0.quantity</c>. Unknown members are ignored. An object that was absent or at fault
/// reads as absent everywhere, without further faults.
/// </summary>
public class JsonFields
{
    internal const string Source = "body";
    private readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);
    private readonly string prefix;

    private protected JsonFields(FaultList faults, string prefix) => (Faults, this.prefix) = (faults, prefix);

    /// <summary>What is wrong so far, in the whole body.</summary>
    public FaultList Faults { get; }

    /// <summary>Whether there is an object to read at all; without one nothing is missing by itself.</summary>
    private bool IsThere { get; set; }

    /// <summary>Whether every value came as text.</summary>
    private protected bool IsForm { get; init; }

    /// <summary>True when the member is there, be it null.</summary>
    public bool Contains(string name) => members.ContainsKey(name);

    /// <summary>A text that must be there.</summary>
    /// <returns>The text; empty when it is at fault.</returns>
    public string RequiredText(string name, TextRule rule) => TryRequire(name, out var member) ? ReadText(PathOf(name), member, rule) ?? "" : "";

    /// <summary>A <see cref="TextRule.Secret"/> that must be there and has rules of its own, e.g. a new password.</summary>
    /// <param name="name">The member.</param>
    /// <param name="accept">Gives what becomes of the text, or null and everything that is wrong with it.</param>
    /// <returns>What became of it; null when it is at fault.</returns>
    public T? RequiredSecret<T>(string name, Func<string, (T? Accepted, IEnumerable<string> Faults)> accept)
        where T : class
    {
        var text = RequiredText(name, TextRule.Secret);
        if (text.Length == 0)
        {
            return null;
        }

        var (accepted, faults) = accept(text);
        foreach (var fault in faults)
        {
            Faults.Add(Source, PathOf(name), fault, "value_error");
        }

        return accepted;
    }

    /// <summary>A text that may be absent or null; an empty one is at fault when the rule asks for at least one character.</summary>
    public string? OptionalText(string name, TextRule rule) => TryFind(name, out var member) ? ReadText(PathOf(name), member, rule) : null;

    /// <summary>A list of texts that may be absent or null; each is checked by itself, its faults carry its place (<c>tags.3</c>).</summary>
    public IReadOnlyList<string>? OptionalTexts(string name, TextRule rule)
    {
        if (!TryFind(name, out var member) || !IsList(name, member))
        {
            return null;
        }

        var texts = new List<string>(member.GetArrayLength());
        foreach (var (index, element) in member.EnumerateArray().Index())
        {
            if (ReadText($"{PathOf(name)}.{index}", element, rule) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    /// <summary>An object that must be there.</summary>
    /// <returns>Its members; one without any when it is at fault.</returns>
    public JsonFields RequiredObject(string name)
    {
        var fields = new JsonFields(Faults, PathOf(name) + ".");
        if (TryRequire(name, out var member))
        {
            fields.TryEnter(member, PathOf(name));
        }

        return fields;
    }

    /// <summary>A list of objects that must be there.</summary>
    /// <param name="name">The member.</param>
    /// <param name="max">The most objects it may have; when there are more, none is read. At least one must be there.</param>
    /// <returns>The objects; none when the list itself is at fault.</returns>
    public IReadOnlyList<JsonFields> RequiredObjects(string name, int max)
    {
        if (!TryRequire(name, out var member) || !IsList(name, member))
        {
            return [];
        }

        var count = member.GetArrayLength();
        if (count is 0 || count > max)
        {
            Faults.Add(Source, PathOf(name), count == 0 ? "must not be empty" : $"must have at most {max} elements", count == 0 ? "too_short" : "too_long");
            return [];
        }

        var objects = new List<JsonFields>(count);
        foreach (var (index, element) in member.EnumerateArray().Index())
        {
            var path = $"{PathOf(name)}.{index}";
            var fields = new JsonFields(Faults, path + ".");
            fields.TryEnter(element, path);
            objects.Add(fields);
        }

        return objects;
    }

    /// <summary>The member's path in the body.</summary>
    internal string PathOf(string name) => prefix + name;

    /// <summary>Finds a member, be it null.</summary>
    internal bool TryGet(string name, out JsonElement member) => members.TryGetValue(name, out member);

    /// <summary>Finds a member that is not null.</summary>
    internal bool TryFind(string name, out JsonElement member) =>
        members.TryGetValue(name, out member) && member.ValueKind != JsonValueKind.Null;

    /// <summary>Finds a member that must be there and notes it when it is missing.</summary>
    internal bool TryRequire(string name, out JsonElement member)
    {
        if (members.TryGetValue(name, out member))
        {
            return true;
        }

        if (IsThere)
        {
            Faults.Add(Source, PathOf(name), "is required", "missing");
        }

        return false;
    }

    /// <summary>The member as it is meant: in a form every value is a text, and one such as 5 or true is read as JSON.</summary>
    internal JsonElement Literal(JsonElement member)
    {
        if (!IsForm || !TryGetString(member, out var text))
        {
            return member;
        }

        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return member;
        }
    }

    /// <summary>Makes the element's members readable.</summary>
    /// <returns>False when it is no object, which is a fault.</returns>
    /// <exception cref="InvalidOperationException">A member's name is no text.</exception>
    private protected bool TryEnter(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Faults.Add(Source, path, path.Length == 0 ? "must be a JSON object" : "must be an object", "model_attributes_type");
            return false;
        }

        foreach (var member in element.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        IsThere = true;
        return true;
    }

    private bool IsList(string name, JsonElement member)
    {
        if (member.ValueKind == JsonValueKind.Array)
        {
            return true;
        }

        Faults.Add(Source, PathOf(name), "must be a list", "list_type");
        return false;
    }

    private string? ReadText(string path, JsonElement member, TextRule rule)
    {
        if (member.ValueKind != JsonValueKind.String)
        {
            Faults.Add(Source, path, "must be a string", "string_type");
            return null;
        }

        if (!TryGetString(member, out var given))
        {
            Faults.Add(Source, path, "must be valid Unicode text", "string_unicode");
            return null;
        }

        if (rule.Apply(given, out var text) is { } fault)
        {
            Faults.Add(Source, path, fault.Message, fault.Type);
            return null;
        }

        return text;
    }

    internal static bool TryGetString(JsonElement element, out string text)
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
