using System.Diagnostics;
using System.Net;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Running;

/// <summary>Waits until started services say that they are ready to serve.</summary>
internal static class HealthProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks a service until it answers 200.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="url">Its health check.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="StartException">It did not within a minute; the message has its last answer.</exception>
    public static async Task WaitAsync(string service, Uri url, CancellationToken ct)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
        var waited = Stopwatch.StartNew();
        var answer = "nothing";
        while (waited.Elapsed < Patience)
        {
            try
            {
                using var response = await client.GetAsync(url, ct);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }

                answer = $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(ct)}";
            }
            catch (HttpRequestException e)
            {
                answer = e.Message;
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                answer = "nothing within 5 s";
            }

            await Task.Delay(Pause, ct);
        }

        throw new StartException($"{service} started but is not ready: {url} answered {answer}");
    }
}
