namespace Tracker.Platform.Messaging.Claims;

/// <summary>
/// A table whose rows instances claim. It has a key <c>id</c>, and <c>claimed_by</c> holds the <see cref="ClaimOwner"/> of a claimed row.
/// Both values are constants of the program, never input.
/// </summary>
/// <param name="Unclaim">The assignments that end a claim early, in addition to that of <c>claimed_by</c>.</param>
public sealed record ClaimedRows(string Table, string Unclaim)
{
    /// <summary>The query for the owners of all claims in these tables.</summary>
    internal static string Owners(IEnumerable<ClaimedRows> tables) =>
        string.Join(" union all ", tables.Select(rows => $"select claimed_by from {rows.Table} where claimed_by is not null"));
}
