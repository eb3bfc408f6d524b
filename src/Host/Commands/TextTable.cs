namespace Tracker.Host.Commands;

/// <summary>Lines for people: columns as wide as their longest cell, the last one as it comes.</summary>
internal static class TextTable
{
    /// <summary>Writes a heading and the rows; every row has as many cells as the heading.</summary>
    public static async Task WriteAsync(TextWriter output, IReadOnlyList<string> heading, IReadOnlyList<string[]> rows)
    {
        rows = [.. rows.Select(row => row.Select(Printable).ToArray())];
        var widths = heading.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max()).ToList();
        foreach (var row in rows.Prepend([.. heading]))
        {
            await output.WriteLineAsync(string.Join("  ", row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    // Some cells quote what came from elsewhere; a terminal would obey it.
    private static string Printable(string cell) => string.Concat(cell.Select(c => char.IsControl(c) ? ' ' : c));
}
