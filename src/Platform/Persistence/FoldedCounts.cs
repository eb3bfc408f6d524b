using Npgsql;
using Tracker.Platform.Background;

namespace Tracker.Platform.Persistence;

/// <summary>
/// Keeps totals cheap by folding changes into the sums. Totals are exact with and without it; any number of instances can run it.
/// </summary>
public abstract class FoldedCounts
{
    private const int Batch = 10_000;
    private const int VacuumAfter = 2_000;

    private readonly Database database;
    private readonly IReadOnlyList<Folding> foldings;

    protected FoldedCounts(Database database, params IReadOnlyList<CountTables> tables) =>
        (this.database, foldings) = (database, [.. tables.Select(pair => new Folding(pair))]);

    /// <summary>How often to call <see cref="StepAsync"/>: every total adds up the pending rows of one interval.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Folds at most 10,000 changes of each table; none while another instance folds.</summary>
    public async Task<StepResult> StepAsync(CancellationToken ct)
    {
        var result = StepResult.Idle;
        foreach (var folding in foldings)
        {
            result = await RunAsync(folding, ct) == StepResult.More ? StepResult.More : result;
        }

        return result;
    }

    private async Task<StepResult> RunAsync(Folding folding, CancellationToken ct)
    {
        var folded = await FoldAsync(folding, ct);
        folding.SinceVacuum += folded;
        if (folding.SinceVacuum >= VacuumAfter)
        {
            // The table is as small as the pending changes, but every total would step over the dead rows; autovacuum runs once a minute at
            // best.
            folding.SinceVacuum = 0;
            await database.ExecuteAsync($"vacuum {folding.Tables.Deltas}", [], ct);
            // Sums of what is gone, such as a tag or a past day. PostgreSQL checks again whether one has risen meanwhile.
            await database.ExecuteAsync($"delete from {folding.Tables.Sums} where {folding.Tables.Sum} = 0", [], ct);
        }

        return folded == Batch ? StepResult.More : StepResult.Idle;
    }

    private static string FoldSql(CountTables tables)
    {
        var keys = string.Join(", ", tables.Keys);
        var beyondOwner = string.Join(", ", tables.Keys.Skip(1));
        return $"""
            with lock as materialized (
                select pg_try_advisory_xact_lock(@lock) as mine
            ),
            taken as (
                delete from {tables.Deltas}
                where ctid = any(array(select d.ctid from {tables.Deltas} d where (select mine from lock) limit @batch))
                returning {keys}, delta
            ),
            sums as (
                select {keys}, sum(delta) as {tables.Sum} from taken where {tables.Keys[0]} <> @everybody group by {keys}
                union all select @everybody, {beyondOwner}, sum(delta) from taken group by {beyondOwner}
            ),
            folded as (
                insert into {tables.Sums} ({keys}, {tables.Sum})
                select {keys}, {tables.Sum} from sums where {tables.Sum} <> 0
                on conflict ({keys}) do update set {tables.Sum} = {tables.Sums}.{tables.Sum} + excluded.{tables.Sum}
            )
            select count(*) from taken
            """;
    }

    private async Task<long> FoldAsync(Folding folding, CancellationToken ct)
    {
        NpgsqlParameter[] parameters =
            [Sql.Param("lock", folding.Tables.AdvisoryLock), Sql.Param("batch", Batch), Sql.Param("everybody", CountTables.GrandTotal)];
        return (await database.WriteAsync(folding.Sql, parameters, row => row.GetInt64(0), ct))[0];
    }

    private sealed class Folding(CountTables tables)
    {
        public CountTables Tables => tables;

        public string Sql { get; } = FoldSql(tables);

        public long SinceVacuum { get; set; }
    }
}
