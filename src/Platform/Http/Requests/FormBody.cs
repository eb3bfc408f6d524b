using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Tracker.Platform.Http.Requests;

/// <summary>
/// Converts a form (<c>application/x-www-form-urlencoded</c>) to a JSON object, so that one reader serves both. The framework's form
/// reader would ignore the case of names.
/// </summary>
internal static class FormBody
{
    /// <summary>Every field becomes a string. Escapes that are not valid UTF-8 stay undecoded.</summary>
    /// <param name="form">In UTF-8.</param>
    public static ReadOnlyMemory<byte> ToJson(ReadOnlySpan<byte> form)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var field in Encoding.UTF8.GetString(form).Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var end = field.IndexOf('=', StringComparison.Ordinal);
                json.WriteString(Decode(end < 0 ? field : field[..end]), Decode(end < 0 ? "" : field[(end + 1)..]));
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
