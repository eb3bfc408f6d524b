using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Tests.TestKit;

public static class DatabaseQueries
{
    /// <summary>Reads the one value of a query's one row.</summary>
    public static async Task<T> ScalarAsync<T>(this Database database, string sql, params NpgsqlParameter[] parameters) =>
        (await database.ReadAsync(sql, parameters, row => row.GetFieldValue<T>(0), CancellationToken.None)).Single();
}
