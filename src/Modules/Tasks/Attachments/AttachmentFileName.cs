using System.Globalization;
using System.Text;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Attachments;

/// <summary>The file names of attachments: never a path, valid in every file system, safe to display.</summary>
public static class AttachmentFileName
{
    private const int MaxBytes = 255;
    private const int MaxExtensionBytes = 32;
    private const string Nameless = "file";

    /// <summary>
    /// Removes the path, control characters, line separators and the marks that change the direction of text, which could disguise the
    /// extension. Shortens the name to 255 bytes of UTF-8, keeping the extension.
    /// </summary>
    /// <param name="given">Null when the client sent none.</param>
    /// <returns><c>file</c> when nothing else is left.</returns>
    public static string Clean(string? given)
    {
        var last = (given ?? "").AsSpan();
        last = last[(last.LastIndexOfAny('/', '\\') + 1)..];
        var name = new StringBuilder(last.Length);
        // An unpaired surrogate is enumerated as U+FFFD.
        foreach (var rune in last.EnumerateRunes())
        {
            if (IsAllowed(rune))
            {
                name.Append(rune);
            }
        }

        var clean = Shorten(name.ToString().Trim());
        return VisibleText.IsBlank(clean.Trim('.')) ? Nameless : clean;
    }

    private static bool IsAllowed(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && rune.Value is not (0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069));

    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxBytes)
        {
            return name;
        }

        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && Encoding.UTF8.GetByteCount(name.AsSpan(dot)) <= MaxExtensionBytes ? name[dot..] : "";
        var left = MaxBytes - Encoding.UTF8.GetByteCount(extension);
        var stem = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            left -= rune.Utf8SequenceLength;
            if (left < 0)
            {
                break;
            }

            stem.Append(rune);
        }

        return stem.Append(extension).ToString();
    }
}
