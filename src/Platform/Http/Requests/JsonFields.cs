using System.Text.Json;

namespace Tracker.Platform.Http.Requests;

/// <summary>
/// The members of one JSON object of a request body, or the fields of a form, read one by one, so that one response reports all faults.
/// A fault has the member's full path, for example <c>items.0.quantity</c>. Unknown members are ignored. In an object that is absent or
/// not valid, all members are absent, without more faults.
/// </summary>
public class JsonFields
{
    internal const string Source = "body";
    private readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);
    private readonly string prefix;

    private protected JsonFields(FaultList faults, string prefix) => (Faults, this.prefix) = (faults, prefix);

    /// <summary>The faults found so far in the whole body.</summary>
    public FaultList Faults { get; }

    /// <summary>Without an object, missing members are not faults: the object itself already is one.</summary>
    private bool IsThere { get; set; }

    /// <summary>In a form every value is text.</summary>
    private protected bool IsForm { get; init; }

    /// <summary>The names of all members.</summary>
    public IReadOnlyCollection<string> Names => members.Keys;

    /// <summary>True when the member is present, even if it is null.</summary>
    public bool Contains(string name) => members.ContainsKey(name);

    /// <returns>Empty when it is not valid.</returns>
    public string RequiredText(string name, TextRule rule) =>
        TryRequire(name, out var member) ? ReadText(PathOf(name), member, rule) ?? "" : "";

    /// <summary>A required <see cref="TextRule.Secret"/> with rules of its own, for example a new password.</summary>
    /// <param name="accept">Returns the accepted value, or null and all faults.</param>
    /// <returns>The accepted value; null when it is not valid.</returns>
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

    /// <returns>Null when it is absent, null or not valid.</returns>
    public string? OptionalText(string name, TextRule rule) => TryFind(name, out var member) ? ReadText(PathOf(name), member, rule) : null;

    /// <summary>Checks each text of the list. A fault has the text's index in its path (<c>tags.3</c>).</summary>
    /// <param name="nullIsAbsent">False when null is a fault.</param>
    /// <returns>Null when it is absent, null or not a list.</returns>
    public IReadOnlyList<string>? OptionalTexts(string name, TextRule rule, bool nullIsAbsent = true)
    {
        if (!TryGet(name, out var member)
            || (nullIsAbsent && member.ValueKind == JsonValueKind.Null)
            || !IsList(name, member))
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

    /// <returns>An object without members when it is not valid.</returns>
    public JsonFields RequiredObject(string name)
    {
        var fields = new JsonFields(Faults, PathOf(name) + ".");
        if (TryRequire(name, out var member))
        {
            fields.TryEnter(member, PathOf(name));
        }

        return fields;
    }

    /// <summary>A required list of at least one object.</summary>
    /// <param name="max">The max number of objects. A longer list is a fault, and none of its objects is read.</param>
    /// <returns>Empty when the list is not valid.</returns>
    public IReadOnlyList<JsonFields> RequiredObjects(string name, int max)
    {
        if (!TryRequireList(name, max, out var member))
        {
            return [];
        }

        var objects = new List<JsonFields>(member.GetArrayLength());
        foreach (var (index, element) in member.EnumerateArray().Index())
        {
            var path = $"{PathOf(name)}.{index}";
            var fields = new JsonFields(Faults, path + ".");
            fields.TryEnter(element, path);
            objects.Add(fields);
        }

        return objects;
    }

    /// <summary>Finds a list of at least one element. A list that is missing, empty or longer is a fault.</summary>
    internal bool TryRequireList(string name, int max, out JsonElement list)
    {
        if (!TryRequire(name, out list) || !IsList(name, list))
        {
            return false;
        }

        var count = list.GetArrayLength();
        if (count is 0 || count > max)
        {
            var (message, type) = count == 0 ? ("must not be empty", "too_short") : ($"must have at most {max} elements", "too_long");
            Faults.Add(Source, PathOf(name), message, type);
            return false;
        }

        return true;
    }

    internal string PathOf(string name) => prefix + name;

    /// <summary>Finds a member that may be null.</summary>
    internal bool TryGet(string name, out JsonElement member) => members.TryGetValue(name, out member);

    /// <summary>Finds a member that is not null.</summary>
    internal bool TryFind(string name, out JsonElement member) =>
        members.TryGetValue(name, out member) && member.ValueKind != JsonValueKind.Null;

    /// <summary>Finds a member that may be null. A missing member is a fault.</summary>
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

    /// <summary>Parses the text of a form field such as 5 or true as JSON. Returns the member itself in a JSON body.</summary>
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

    /// <summary>Takes the members of an element that must be an object.</summary>
    /// <returns>False when it is not an object, which is a fault.</returns>
    /// <exception cref="InvalidOperationException">A member's name is not valid text.</exception>
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
            // "\ud800": half of a surrogate pair is valid JSON but not valid text.
            text = "";
            return false;
        }
    }
}
