using System.Diagnostics;

namespace Tracker.Tests.TestKit;

/// <summary>Waits for background work.</summary>
public static class Soon
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Waits until a condition is true.</summary>
    /// <param name="holds">The condition.</param>
    /// <exception cref="TimeoutException">It was not true within a minute.</exception>
    public static Task BecomesTrue(Func<bool> holds) => BecomesTrue(() => Task.FromResult(holds()));

    /// <inheritdoc cref="BecomesTrue(Func{bool})"/>
    public static Task BecomesTrue(Func<Task<bool>> holds) => BecomesAsync(holds, held => held);

    /// <summary>Asks repeatedly until the answer matches.</summary>
    /// <param name="hoped">Whether the answer matches.</param>
    /// <returns>The matching answer.</returns>
    /// <exception cref="TimeoutException">No answer matched within a minute; the message contains the last one.</exception>
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
