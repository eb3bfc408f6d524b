using Npgsql;
using Shouldly;
using Tracker.Platform.Persistence;

namespace Tracker.Tests.Platform.Persistence;

public sealed class PositionalParametersTests
{
    [Fact]
    public void Names_become_positions_in_the_order_of_the_text()
    {
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var command = Command(
                "select @b, @id, @id_2::text, @b where tags @> @c",
                Sql.Param("id", 1), Sql.Param("id_2", 2), Sql.Param("b", 3), Sql.Param("c", 4), Sql.Param("unused", 5));

            PositionalParameters.Apply(command);

            command.CommandText.ShouldBe("select $1, $2, $3::text, $1 where tags @> $4");
            command.Parameters.ToArray().Select(parameter => parameter.Value).ShouldBe([3, 1, 2, 4]);
            command.Parameters.ToArray().ShouldAllBe(parameter => parameter.ParameterName == "");
        }
    }

    [Fact]
    public void A_text_without_parameters_stays_as_it_is()
    {
        var command = Command("select '@id'");

        PositionalParameters.Apply(command);

        command.CommandText.ShouldBe("select '@id'");
    }

    private static NpgsqlBatchCommand Command(string text, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
