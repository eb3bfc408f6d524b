namespace Tracker.Host.Commands;

/// <summary>A table for terminals: each column is as wide as its longest cell; the last one is not padded.</summary>
internal static class TextTable
{
    /// <param name="rows">Each with as many cells as the heading.</param>
    public static async Task WriteAsync(TextWriter output, IReadOnlyList<string> heading, IReadOnlyList<string[]> rows)
    {
        rows = [.. rows.Select(row => row.Select(Printable).ToArray())];
        var widths = heading.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max()).ToList();
        foreach (var row in rows.Prepend([.. heading]))
        {
            var cells = row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadRight(widths[column]));
            await output.WriteLineAsync(string.Join("  ", cells).TrimEnd());
        }
    }

    // Cells may quote foreign text, and a terminal would execute control characters in it.
    private static string Printable(string cell) => string.Concat(cell.Select(c => char.IsControl(c) ? ' ' : c));
}
