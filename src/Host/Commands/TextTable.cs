namespace Tracker.Host.Commands;

/// <summary>Lines for people: columns as wide as their longest cell, the last one as it comes.</summary>
internal static class TextTable
{
    /// <summary>Writes a heading and the rows; every row has as many cells as the heading.</summary>
    public static async Task WriteAsync(TextWriter output, IReadOnlyList<string> heading, IReadOnlyList<string[]> rows)
    {
        var widths = heading.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max()).ToList();
        foreach (var row in rows.Prepend([.. heading]))
        {
            await output.WriteLineAsync(string.Join("  ", row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
