using System.Text.Json;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Http.Requests;

public static class JsonValues
{
    /// <param name="nullIsAbsent">False when null is a fault.</param>
    /// <returns>Null when it is absent or not valid.</returns>
    public static string? OptionalWord(this JsonFields fields, string name, IReadOnlyCollection<string> words, bool nullIsAbsent = true)
    {
        if (!fields.TryGet(name, out var member) || (nullIsAbsent && member.ValueKind == JsonValueKind.Null))
        {
            return null;
        }

        if (member.ValueKind == JsonValueKind.String && JsonFields.TryGetString(member, out var text) && words.Contains(text))
        {
            return text;
        }

        fields.Faults.Add(JsonFields.Source, fields.PathOf(name), $"must be one of {string.Join(", ", words)}", "enum");
        return null;
    }

    /// <returns>The time in UTC, truncated to milliseconds; null when it is absent, null or not valid.</returns>
    public static DateTime? OptionalTime(this JsonFields fields, string name)
    {
        if (!fields.TryFind(name, out var member))
        {
            return null;
        }

        if (member.ValueKind == JsonValueKind.String
            && JsonFields.TryGetString(member, out var text)
            && IsoTime.TryParse(text, out var utc))
        {
            return utc;
        }

        fields.Faults.Add(
            JsonFields.Source, fields.PathOf(name), "must be an ISO 8601 date and time, e.g. 2025-12-31T10:00:00Z", "datetime_parsing");
        return null;
    }

    /// <returns><see cref="Guid.Empty"/> when it is not valid.</returns>
    public static Guid RequiredId(this JsonFields fields, string name)
    {
        if (!fields.TryRequire(name, out var member))
        {
            return Guid.Empty;
        }

        if (IsId(member, out var id))
        {
            return id;
        }

        fields.Faults.Add(JsonFields.Source, fields.PathOf(name), "must be a UUID", "uuid_parsing");
        return Guid.Empty;
    }

    /// <summary>A required list of at least one id, none of them twice. A fault has the id's index in its path (<c>ids.3</c>).</summary>
    /// <param name="max">The max number of ids. A longer list is a fault, and none of its ids is read.</param>
    /// <returns>Empty when the list is not valid.</returns>
    public static IReadOnlyList<Guid> RequiredIds(this JsonFields fields, string name, int max)
    {
        if (!fields.TryRequireList(name, max, out var member))
        {
            return [];
        }

        var ids = new OrderedDictionary<Guid, int>();
        foreach (var (index, element) in member.EnumerateArray().Index())
        {
            var path = $"{fields.PathOf(name)}.{index}";
            if (!IsId(element, out var id))
            {
                fields.Faults.Add(JsonFields.Source, path, "must be a UUID", "uuid_parsing");
            }
            else if (!ids.TryAdd(id, index))
            {
                fields.Faults.Add(JsonFields.Source, path, $"must not repeat element {ids[id]}", "value_error");
            }
        }

        return [.. ids.Keys];
    }

    private static bool IsId(JsonElement element, out Guid id)
    {
        id = Guid.Empty;
        return element.ValueKind == JsonValueKind.String && JsonFields.TryGetString(element, out var text) && Uuid.TryParse(text, out id);
    }

    /// <param name="nullIsAbsent">False when null is a fault.</param>
    /// <returns>Null when it is absent or not valid.</returns>
    public static bool? OptionalBoolean(this JsonFields fields, string name, bool nullIsAbsent = true)
    {
        if (!fields.TryGet(name, out var member) || (nullIsAbsent && member.ValueKind == JsonValueKind.Null))
        {
            return null;
        }

        var kind = fields.Literal(member).ValueKind;
        if (kind is JsonValueKind.True or JsonValueKind.False)
        {
            return kind == JsonValueKind.True;
        }

        fields.Faults.Add(JsonFields.Source, fields.PathOf(name), "must be true or false", "bool_type");
        return null;
    }
}
