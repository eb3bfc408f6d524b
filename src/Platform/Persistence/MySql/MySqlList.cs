using MySqlConnector;

namespace Tracker.Platform.Persistence.MySql;

/// <summary>The values of an <c>in</c> condition: <c>(@id0, @id1)</c>. MySQL has no array parameters.</summary>
/// <param name="name">A constant; the parameters are named after it.</param>
/// <param name="values">At least one.</param>
public sealed class MySqlList<T>(string name, IReadOnlyList<T> values)
{
    /// <summary>The parameters; new ones at each call, since a parameter belongs to one statement.</summary>
    public MySqlParameter[] Parameters => [.. values.Select((value, i) => MySqlWork.Param($"{name}{i}", value))];

    /// <summary>The list as SQL.</summary>
    public override string ToString() => $"({string.Join(", ", values.Select((_, i) => $"@{name}{i}"))})";
}
