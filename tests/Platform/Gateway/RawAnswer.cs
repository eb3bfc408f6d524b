using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace Tracker.Tests.Platform.Gateway;

/// <summary>An answer read from a connection that stays open.</summary>
internal sealed record RawAnswer(int Status, string Head, string Body)
{
    public static async Task<RawAnswer> ReadAsync(Stream stream)
    {
        var head = await RawPeer.ReadUntilAsync(stream, "\r\n\r\n");
        var status = int.Parse(head.Split(' ')[1], CultureInfo.InvariantCulture);
        var body = head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)
            ? await ReadChunksAsync(stream)
            : await ReadAsync(stream, LengthOf(head));
        return new RawAnswer(status, head, body);
    }

    private static int LengthOf(string head) =>
        head.Split("\r\n").Select(line => line.Split(": ")).Where(line => line[0].Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            .Select(line => int.Parse(line[1], CultureInfo.InvariantCulture)).FirstOrDefault();

    private static async Task<string> ReadChunksAsync(Stream stream)
    {
        var body = new StringBuilder();
        while (int.Parse(await RawPeer.ReadUntilAsync(stream, "\r\n") is var line ? line.Trim() : "", NumberStyles.HexNumber) is var length
            and > 0)
        {
            body.Append(await ReadAsync(stream, length));
            await RawPeer.ReadUntilAsync(stream, "\r\n");
        }

        await RawPeer.ReadUntilAsync(stream, "\r\n");
        return body.ToString();
    }

    private static async Task<string> ReadAsync(Stream stream, int length)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}

internal static class EchoAssertions
{
    public static void ShouldHaveText(this JsonNode echo, string member, string text) => echo[member]!.GetValue<string>().ShouldBe(text);

    public static void ShouldHaveHeader(this JsonNode echo, string name, string value) =>
        (echo["headers"]![name.ToLowerInvariant()]?.GetValue<string>()).ShouldBe(value);
}
