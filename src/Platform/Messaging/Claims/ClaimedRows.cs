namespace Tracker.Platform.Messaging.Claims;

/// <summary>
/// A table whose rows instances claim. It has a key <c>id</c>, and <c>claimed_by</c> holds the <see cref="ClaimOwner"/> of a claimed row.
/// Both values are constants of the program, never input.
/// </summary>
/// <param name="Unclaim">The assignments that end a claim early, in addition to that of <c>claimed_by</c>.</param>
public sealed record ClaimedRows(string Table, string Unclaim)
{
    internal string Owners => $"select claimed_by from {Table} where claimed_by is not null";

    // A statement of a dead instance may still run on the server: its rows are skipped and released by the next step.
    internal string Release =>
        $"""
        update {Table} set claimed_by = null, {Unclaim}
        where id = any (array(select id from {Table} where claimed_by = any (@owners) for update skip locked))
        """;
}
