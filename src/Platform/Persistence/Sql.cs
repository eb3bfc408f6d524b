using Npgsql;
using NpgsqlTypes;

namespace Tracker.Platform.Persistence;

/// <summary>Typed parameters for <see cref="UnitOfWork.Add"/>; a null keeps its type, so that the prepared statement stays the same.</summary>
public static class Sql
{
    /// <summary>A named parameter whose database type follows from <typeparamref name="T"/>; a time is a <c>timestamptz</c>.</summary>
    public static NpgsqlParameter Param<T>(string name, T value) =>
        // From a value Npgsql would see that it is UTC; a null does not say.
        typeof(T) == typeof(DateTime?)
            ? new NpgsqlParameter<T>(name, NpgsqlDbType.TimestampTz) { TypedValue = value }
            : new NpgsqlParameter<T>(name, value);

    /// <summary>A named <c>jsonb</c> parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="utf8">The JSON, not to be changed before it is sent; null for SQL's null.</param>
    public static NpgsqlParameter Json(string name, ReadOnlyMemory<byte>? utf8) =>
        new NpgsqlParameter<ReadOnlyMemory<byte>?>(name, NpgsqlDbType.Jsonb) { TypedValue = utf8 };

    /// <summary>A pattern for LIKE that matches <paramref name="text"/> literally anywhere in a value: <c>%</c>, <c>_</c>
    /// and <c>\</c> lose their meaning.</summary>
    public static string Contains(string text) =>
        $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
