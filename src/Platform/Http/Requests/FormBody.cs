using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Tracker.Platform.Http.Requests;

/// <summary>Makes a JSON object of a form (<c>application/x-www-form-urlencoded</c>), so that one reader reads both. The framework's
/// reader takes names that differ in case for one.</summary>
internal static class FormBody
{
    /// <summary>An object with a text for every field. Escapes that are no UTF-8 stay as they are.</summary>
    /// <param name="form">The form, in UTF-8.</param>
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
