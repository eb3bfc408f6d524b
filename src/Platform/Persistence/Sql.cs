using Npgsql;
using NpgsqlTypes;

namespace Tracker.Platform.Persistence;

/// <summary>
/// Typed parameters for <see cref="UnitOfWork.Add"/>. A null keeps its type, so that the prepared statement stays the same.
/// </summary>
public static class Sql
{
    /// <summary>A named parameter. Its database type follows from <typeparamref name="T"/>; a time is a <c>timestamptz</c>.</summary>
    public static NpgsqlParameter Param<T>(string name, T value) =>
        // Npgsql sees from a value that it is UTC; a null does not say.
        typeof(T) == typeof(DateTime?)
            ? new NpgsqlParameter<T>(name, NpgsqlDbType.TimestampTz) { TypedValue = value }
            : new NpgsqlParameter<T>(name, value);

    /// <param name="utf8">Must not change before it is sent; null for SQL's null.</param>
    public static NpgsqlParameter Json(string name, ReadOnlyMemory<byte>? utf8) =>
        new NpgsqlParameter<ReadOnlyMemory<byte>?>(name, NpgsqlDbType.Jsonb) { TypedValue = utf8 };

    /// <summary>
    /// A LIKE pattern that matches <paramref name="text"/> literally anywhere in a value: <c>%</c>, <c>_</c> and <c>\</c> are escaped.
    /// </summary>
    public static string Contains(string text) => $"%{Escaped(Escaped(Escaped(text, "\\"), "%"), "_")}%";

    private static string Escaped(string text, string special) => text.Replace(special, "\\" + special, StringComparison.Ordinal);
}
