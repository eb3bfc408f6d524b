using Npgsql;
using Shouldly;
using Tracker.Platform.Persistence;

namespace Tracker.Tests.Platform.Persistence;

public sealed class AwayTests
{
    [Theory]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction)]
    [InlineData(PostgresErrorCodes.CannotConnectNow)]
    [InlineData(PostgresErrorCodes.AdminShutdown)]
    [InlineData(PostgresErrorCodes.QueryCanceled)]
    [InlineData(PostgresErrorCodes.TooManyConnections)]
    [InlineData(PostgresErrorCodes.DiskFull)]
    [InlineData(PostgresErrorCodes.InvalidPassword)]
    [InlineData(PostgresErrorCodes.InvalidCatalogName)]
    [InlineData(PostgresErrorCodes.DeadlockDetected)]
    public void A_server_that_cannot_work_now_is_unavailable(string state) => Database.IsAway(Answer(state)).ShouldBeTrue();

    [Theory]
    [InlineData(PostgresErrorCodes.UniqueViolation)]
    [InlineData(PostgresErrorCodes.NumericValueOutOfRange)]
    [InlineData(PostgresErrorCodes.SyntaxError)]
    [InlineData(PostgresErrorCodes.UndefinedTable)]
    [InlineData(PostgresErrorCodes.InFailedSqlTransaction)]
    public void A_server_that_refuses_a_statement_is_available(string state) => Database.IsAway(Answer(state)).ShouldBeFalse();

    [Fact]
    public void A_connection_failure_in_an_inner_exception_means_unavailable()
    {
        Database.IsAway(new NpgsqlException("No suitable host was found.")).ShouldBeTrue();
        Database.IsAway(new InvalidOperationException(
            "reading", new NpgsqlException("Exception while reading from stream", new IOException()))).ShouldBeTrue();
        Database.IsAway(new InvalidOperationException("a bug")).ShouldBeFalse();
    }

    private static PostgresException Answer(string state) => new("it says so", "ERROR", "ERROR", state);
}
