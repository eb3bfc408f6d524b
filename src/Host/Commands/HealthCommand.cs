using System.CommandLine;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Commands;

/// <summary><c>health URL</c>: checks a service, for containers without curl.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static Command Create()
    {
        var url = new Argument<string>("URL");
        var command = new Command("health") { url };
        command.SetAction(async (parsed, ct) =>
        {
            var text = parsed.GetRequiredValue(url);
            if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                throw new UsageException($"'{text}' is not an HTTP URL, e.g. http://127.0.0.1:8000/health/ready");
            }

            return await AskAsync(address, ct);
        });
        return command;
    }

    private static async Task<int> AskAsync(Uri address, CancellationToken ct)
    {
        // Redirects are not followed: the 200 of another page says nothing about the service.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            Timeout = Patience,
            MaxResponseContentBufferSize = 64 * 1024,
        };
        try
        {
            using var answer = await client.GetAsync(address, ct);
            await Console.Out.WriteLineAsync($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}");
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (HttpRequestException e)
        {
            throw new StartException($"{address} does not answer: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new StartException($"{address} did not answer within {Patience.TotalSeconds:0} s.", e);
        }
    }
}
