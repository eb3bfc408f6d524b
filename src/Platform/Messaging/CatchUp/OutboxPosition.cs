using System.Globalization;

namespace Tracker.Platform.Messaging.CatchUp;

/// <summary>A place in the order of an outbox: by transaction, then by row.</summary>
/// <param name="Lineage">The history that the transaction numbers belong to: a database server and its timeline.</param>
internal readonly record struct OutboxPosition(string Lineage, ulong Transaction, long Row)
{
    private const char Separator = '.';

    public static OutboxPosition StartOf(string lineage) => new(lineage, 0, 0);

    /// <summary>Whether it follows another place of the same lineage.</summary>
    public bool IsAfter(OutboxPosition other) => (Transaction, Row).CompareTo((other.Transaction, other.Row)) > 0;

    /// <returns>Null when the text is not a position.</returns>
    public static OutboxPosition? Parse(string text) =>
        text.Split(Separator) is [{ Length: > 0 and <= 64 } lineage, var transaction, var row]
        && ulong.TryParse(transaction, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new OutboxPosition(lineage, number, id)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Lineage}{Separator}{Transaction}{Separator}{Row}");
}
