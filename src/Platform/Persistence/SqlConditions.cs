using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Tracker.Platform.Persistence;

/// <summary>The conditions of a <c>where</c> clause. Texts are constants, values are parameters.</summary>
public sealed class SqlConditions
{
    private readonly List<string> texts = [];
    private readonly List<Func<NpgsqlParameter>> parameters = [];

    /// <summary>The parameters; new ones at each call, since a parameter belongs to one statement.</summary>
    public IEnumerable<NpgsqlParameter> Parameters => parameters.Select(parameter => parameter());

    /// <summary>Adds a condition that all rows must meet, unless its value is null.</summary>
    /// <param name="condition">The condition; it names the parameter, e.g. <c>o.status = @status</c>.</param>
    /// <param name="name">The parameter's name, e.g. <c>status</c>.</param>
    /// <param name="value">The parameter's value; null for no condition.</param>
    public SqlConditions AddIfSet<T>([ConstantExpected] string condition, [ConstantExpected] string name, T value)
    {
        if (value is not null)
        {
            texts.Add(condition);
            parameters.Add(() => Sql.Param(name, value));
        }

        return this;
    }

    /// <summary>The text after <c>where</c>.</summary>
    public override string ToString() => texts.Count == 0 ? "true" : string.Join(" and ", texts);
}
