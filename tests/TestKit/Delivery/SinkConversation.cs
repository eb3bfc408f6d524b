using System.Net.Security;
using System.Text;

namespace Tracker.Tests.TestKit.Delivery;

/// <summary>One connection to a <see cref="SmtpSink"/>.</summary>
internal sealed class SinkConversation(SmtpSink sink, Stream stream)
{
    private readonly byte[] buffer = new byte[16 * 1024];
    private Stream wire = stream;
    private ReadOnlyMemory<byte> unread;
    private string? login;
    private string from = "";
    private List<string> to = [];

    public async Task RunAsync(CancellationToken ct)
    {
        if (sink.SpeaksTls)
        {
            await SecureAsync(ct);
        }

        await SayAsync("GREETING", "220 sink.test ESMTP", ct);
        while (await ReceiveLineAsync(ct) is { } line)
        {
            sink.Heard.Enqueue(line);
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            await (verb switch
            {
                "EHLO" => SayAsync(verb, string.Join("\r\n", Offers()), ct),
                "STARTTLS" => EncryptAsync(ct),
                "AUTH" => LogInAsync(line.Split(' '), ct),
                "MAIL" => SayAsync(verb, Begin(line), ct),
                "RCPT" => SayAsync(verb, Add(line), ct),
                "DATA" => TakeAsync(ct),
                "QUIT" => SayAsync(verb, "221 bye", ct),
                _ => SayAsync(verb, "502 what?", ct),
            });
            if (verb == "QUIT")
            {
                return;
            }
        }
    }

    private IEnumerable<string> Offers()
    {
        yield return "250-sink.test";
        if (sink.OffersStartTls && wire is not SslStream)
        {
            yield return "250-STARTTLS";
        }

        if (sink.Logins is { } logins)
        {
            yield return $"250-AUTH {logins}";
        }

        if (sink.OffersUtf8)
        {
            yield return "250-SMTPUTF8";
        }

        yield return "250 8BITMIME";
    }

    private string Begin(string line)
    {
        (from, to) = (Between(line), []);
        return "250 ok";
    }

    private string Add(string line)
    {
        to.Add(Between(line));
        return "250 ok";
    }

    private async Task LogInAsync(string[] words, CancellationToken ct)
    {
        string Plain(string? base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64 ?? ""));
        if (words[1] == "PLAIN")
        {
            login = string.Join(':', Plain(words[2]).Split('\0')[1..]);
        }
        else
        {
            if (words.Length < 3)
            {
                await WriteAsync("334 VXNlcm5hbWU6", ct);
            }

            var user = Plain(words.Length < 3 ? await ReceiveLineAsync(ct) : words[2]);
            await WriteAsync("334 UGFzc3dvcmQ6", ct);
            login = $"{user}:{Plain(await ReceiveLineAsync(ct))}";
        }

        await SayAsync("AUTH", "235 welcome", ct);
    }

    private async Task TakeAsync(CancellationToken ct)
    {
        if (!await SayAsync("DATA", "354 go on", ct))
        {
            return;
        }

        var content = new StringBuilder();
        while (await ReceiveLineAsync(ct) is { } line && line != ".")
        {
            content.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        // Stored before the answer: the client may look at once.
        if (sink.Says.GetValueOrDefault("CONTENT", "250") is ['2', ..])
        {
            sink.Accepted.Enqueue(new SinkMail(from, to, login, Encoding.UTF8.GetBytes(content.ToString())));
        }

        await SayAsync("CONTENT", "250 taken", ct);
    }

    private async Task EncryptAsync(CancellationToken ct)
    {
        await WriteAsync("220 go on", ct);
        await SecureAsync(ct);
    }

    private async Task SecureAsync(CancellationToken ct)
    {
        var tls = new SslStream(wire);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = sink.Certificate }, ct);
        wire = tls;
    }

    // True after the default answer or an equivalent one.
    private async Task<bool> SayAsync(string moment, string usual, CancellationToken ct)
    {
        var words = sink.Says.GetValueOrDefault(moment, usual);
        if (words.Length == 0)
        {
            await Task.Delay(Timeout.Infinite, ct);
        }

        await WriteAsync(words, ct);
        return words[0] is '2' or '3';
    }

    private async Task WriteAsync(string words, CancellationToken ct) => await wire.WriteAsync(Encoding.ASCII.GetBytes(words + "\r\n"), ct);

    private async Task<string?> ReceiveLineAsync(CancellationToken ct)
    {
        var line = new List<byte>();
        while (line is not [.., (byte)'\r', (byte)'\n'])
        {
            if (unread.IsEmpty)
            {
                unread = buffer.AsMemory(0, await wire.ReadAsync(buffer, ct));
                if (unread.IsEmpty)
                {
                    return null;
                }
            }

            line.Add(unread.Span[0]);
            unread = unread[1..];
        }

        return Encoding.UTF8.GetString([.. line[..^2]]);
    }

    private static string Between(string line)
    {
        var start = line.IndexOf('<', StringComparison.Ordinal);
        return line[(start + 1)..line.IndexOf('>', StringComparison.Ordinal)];
    }
}
