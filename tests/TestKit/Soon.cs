using System.Diagnostics;

namespace Tracker.Tests.TestKit;

/// <summary>Waits for what happens in the background.</summary>
public static class Soon
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Waits until something is so.</summary>
    /// <param name="holds">Whether it is.</param>
    /// <exception cref="TimeoutException">It was not so within a minute.</exception>
    public static Task BecomesTrue(Func<bool> holds) => BecomesTrue(() => Task.FromResult(holds()));

    /// <inheritdoc cref="BecomesTrue(Func{bool})"/>
    public static Task BecomesTrue(Func<Task<bool>> holds) => BecomesAsync(holds, held => held);

    /// <summary>Asks again and again until the answer is one that was hoped for.</summary>
    /// <param name="ask">Asks once.</param>
    /// <param name="hoped">Whether the answer ends the waiting.</param>
    /// <returns>That answer.</returns>
    /// <exception cref="TimeoutException">It did not come within a minute; the message has the last answer.</exception>
    public static async Task<T> BecomesAsync<T>(Func<Task<T>> ask, Func<T, bool> hoped)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (hoped(answer))
            {
                return answer;
            }

            if (watch.Elapsed > Limit)
            {
                throw new TimeoutException($"It did not become so within {Limit.TotalSeconds} s. The last answer was: {answer}");
            }

            await Task.Delay(20);
        }
    }
}
