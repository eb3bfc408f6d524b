using System.Diagnostics;
using System.Net;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Running;

/// <summary>Waits until started services are ready.</summary>
internal static class HealthProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="url">The health check, which answers 200 when the service is ready.</param>
    /// <exception cref="StartException">It did not answer 200 within 60 s; the message has its last answer.</exception>
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
