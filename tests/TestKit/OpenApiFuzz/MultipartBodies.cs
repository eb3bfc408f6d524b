using System.Text;
using System.Text.Json.Nodes;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>Creates valid and invalid <c>multipart/form-data</c> bodies.</summary>
internal sealed class MultipartBodies(Random random)
{
    private const string Boundary = "fuzz-boundary";

    private static readonly string[] FileNames =
        [
            "report.pdf", "", "../../etc/passwd", "C:\\a\\b.txt", "a\\\"b.txt", "ä 日本.txt", "%00.txt", "a;b.txt", "CON", ".",
            new string('n', 300) + ".txt", "a\tb.txt", "x\u202ecod.exe",
        ];

    /// <summary>A body with a file in the field that the schema describes as binary.</summary>
    public (string Twist, string ContentType, byte[] Bytes) Make(JsonObject schema, bool valid)
    {
        var field = (schema["properties"] as JsonObject ?? []).FirstOrDefault(property =>
            property.Value?["format"]?.GetValue<string>() == "binary").Key ?? "file";
        var type = $"multipart/form-data; boundary={Boundary}";
        var file = Part(field, FileNames[valid ? 0 : random.Next(FileNames.Length)], Content());
        if (valid)
        {
            return ("valid", type, Join(file));
        }

        return random.Next(13) switch
        {
            0 => ("upload: no parts", type, Encoding.ASCII.GetBytes($"--{Boundary}--\r\n")),
            1 => ("upload: another field", type, Join(Part("other", "a.txt", Content()))),
            2 => ("upload: two files", type, Join(file, file)),
            3 => ("upload: another field before", type, Join(Part("note", null, Content()), file)),
            4 => ("upload: no file name", type, Join(Part(field, null, Content()))),
            5 => ("upload: cut short", type, Join(file)[..^(10 + Boundary.Length)]),
            6 => ("upload: cut in its header", type, Join(file)[..30]),
            7 => ("upload: no boundary", "multipart/form-data", Join(file)),
            8 => ("upload: a long boundary", $"multipart/form-data; boundary={new string('b', 200)}", Join(file)),
            9 => ("upload: another boundary", "multipart/form-data; boundary=none-such", Join(file)),
            10 => ("upload: nothing", type, []),
            11 => ("upload: an endless header", type, Join(Encoding.ASCII.GetBytes($"X-Long: {new string('h', 40_000)}\r\n\r\nabc"))),
            _ => ("upload: an odd file name", type, Join(file)),
        };
    }

    private byte[] Content()
    {
        var content = new byte[random.Next(4) == 0 ? random.Next(200_000) : random.Next(200)];
        random.NextBytes(content);
        return content;
    }

    private static byte[] Part(string field, string? fileName, byte[] content)
    {
        var disposition =
            $"Content-Disposition: form-data; name=\"{field}\"{(fileName is null ? "" : $"; filename=\"{fileName}\"")}\r\nContent-Type: "
                + "application/octet-stream\r\n\r\n";
        return [.. Encoding.UTF8.GetBytes(disposition), .. content];
    }

    private static byte[] Join(params IEnumerable<byte[]> parts) =>
        [
            .. parts.SelectMany(part => (byte[])[.. Encoding.ASCII.GetBytes($"--{Boundary}\r\n"), .. part, .. "\r\n"u8]),
            .. Encoding.ASCII.GetBytes($"--{Boundary}--\r\n"),
        ];
}
